"""Which tests play each arrow of docs/access.md, and each event of the room invite."""

from collections.abc import Mapping

PAGE = "access.md"
ROOMS = ("invite",)

PLAYED: Mapping[str, tuple[str, ...]] = {
    "access: none --grant--> granted": ("test_grant_ticks_login_and_invites_nobody",),
    "access: none --grant, the person is active--> active": ("test_active_person_is_in_at_once_with_no_second_mail",),
    "access: none --a client asks--> requested": (
        "test_request_waits_for_the_firm_and_lets_nobody_in",
        "test_tie_shows_that_somebody_asks_until_it_is_decided",
    ),
    "access: requested --the firm approves--> granted": (
        "test_approval_adds_the_contact_ties_grants_and_invites_if_wished",
    ),
    "access: requested --the firm declines--> none": ("test_declined_request_lets_nobody_in_and_tells_the_client_why",),
    "access: requested --the account is deleted or goes into another--> none": (
        "test_what_waits_for_a_deleted_account_is_declined_by_the_system_and_told_once",
        "test_what_waits_for_an_account_that_went_into_another_is_declined_and_nobody_is_asked_for",
    ),
    "access: granted --send--> invited": ("test_access_goes_from_none_to_active_and_the_badge_follows",),
    "access: invited --resend--> invited": ("test_a_resend_kills_the_link_before",),
    "access: invited --cancel--> granted": (
        "test_cancel_kills_the_link_and_leaves_login_granted",
        "test_account_is_yellow_after_sent_expired_bounced_and_gray_after_cancel_and_the_person_pending",
    ),
    "access: invited --activate--> active": ("test_a_person_comes_through_the_door_and_the_owner_reads_it_all",),
    "access: granted --revoke--> none": ("test_revoking_from_the_granted_leaves_account_and_tie_and_logs_it",),
    "access: invited --revoke--> none": ("test_revoking_from_the_invited_kills_the_invitation_with_the_last_account",),
    "access: active --revoke--> none": (
        "test_active_person_is_refused_for_that_account_at_the_next_request_and_others_go_on",
    ),
    "invitation: sent --accept--> accepted": (
        "test_accepting_tells_of_the_acceptance_the_sign_up_and_the_login_in_order",
    ),
    "invitation: sent --cancel--> cancelled": ("test_cancel_kills_the_link_and_leaves_login_granted",),
    "invitation: sent --resend--> superseded": ("test_superseded_link_says_so_and_sets_nothing",),
    "invitation: sent --another address--> superseded": (
        "test_before_activation_the_old_link_is_superseded_and_the_new_address_is_invited_by_itself",
    ),
    "invitation: sent --its time is over--> expired": ("test_expiry_is_told_once_from_its_very_instant",),
    "invitation: sent --its mail comes back--> bounced": (
        "test_permanent_bounce_marks_the_address_and_ends_the_invitation",
    ),
    "invitation: cancelled --accept--> refused": ("test_link_that_died_in_whatever_order_never_activates",),
    "invitation: superseded --accept--> refused": ("test_superseded_expired_and_used_links_say_so",),
    "invitation: expired --accept--> refused": ("test_invitation_ends_at_its_instant_with_no_sweep_run",),
    "invitation: bounced --accept--> refused": ("test_bounced_invitation_never_activates",),
    "invitation: accepted --accept--> refused": ("test_accepting_twice_is_refused_and_the_first_password_stands",),
    "member: nobody --invite--> invited": (
        "test_owner_adds_admins",
        "test_admin_adds_employees",
    ),
    "member: invited --resend--> invited": ("test_resend_after_sixty_seconds_kills_the_old_link_and_tells",),
    "member: invited --cancel--> invited, the link is dead": ("test_cancelled_invitation_is_dead_and_a_new_one_opens",),
    "member: invited --its time is over--> invited, the link is dead": (
        "test_owner_whose_invitation_expired_is_told_as_a_member",
    ),
    "member: invited --activate--> active": ("test_member_comes_in_by_the_same_engine",),
    "member: active --deactivate--> deactivated": (
        "test_deactivated_member_is_out_at_once_and_their_sessions_are_over",
    ),
    "member: deactivated --restore--> active": ("test_restored_member_signs_in_anew_and_old_sessions_stay_over",),
    "member: owner --offer, accept--> admin, and the other is owner": (
        "test_accepting_hands_over_firm_and_roles_and_tells_all_three",
    ),
    "account: active --archive--> archived": ("test_archived_account_is_listed_apart_and_read_on",),
    "account: archived --restore--> active": (
        "test_restored_account_wears_the_badge_its_people_have_come_to_meanwhile",
    ),
    "account: archived --delete--> deleted": (
        "test_deleted_account_is_gone_for_everybody_and_listed_for_owner_and_admin",
    ),
    "account: deleted --restore--> active": (
        "test_deleted_account_is_gone_for_everybody_and_listed_for_owner_and_admin",
    ),
    "account: deleted --30 days--> erased": ("test_account_is_erased_after_thirty_days_with_all_it_held_of_people",),
    "account: active --merge into another--> deleted for good": (
        "test_people_members_and_counters_move_and_the_other_account_is_gone",
    ),
}

EVENTS: Mapping[str, str] = {
    "firm.founded": "test_owner_is_invited_with_the_founding",
    "firm.updated": "test_edit_of_the_firm_names_the_version_that_stands_and_is_told_once",
    "firm.ownership_offered": "test_one_offer_stands_at_a_time",
    "firm.ownership_accepted": "test_accepting_hands_over_firm_and_roles_and_tells_all_three",
    "firm.ownership_declined": "test_withdrawn_and_declined_offers_are_gone",
    "firm.ownership_withdrawn": "test_withdrawn_and_declined_offers_are_gone",
    "member.invited": "test_owner_adds_admins",
    "member.invitation_resent": "test_resend_after_sixty_seconds_kills_the_old_link_and_tells",
    "member.invitation_expired": "test_owner_whose_invitation_expired_is_told_as_a_member",
    "member.invitation_cancelled": "test_cancelled_invitation_is_dead_and_a_new_one_opens",
    "member.invitation_bounced": "test_members_are_marked_alike",
    "member.activated": "test_member_comes_in_by_the_same_engine",
    "member.logged_in": "test_password_gives_a_session_and_the_login_is_recorded",
    "member.updated": "test_edit_tells_details_role_and_rights_each_by_itself",
    "member.role_changed": "test_edit_tells_details_role_and_rights_each_by_itself",
    "member.rights_changed": "test_edit_tells_details_role_and_rights_each_by_itself",
    "member.deactivated": "test_deactivated_member_is_out_at_once_and_their_sessions_are_over",
    "member.restored": "test_restored_member_signs_in_anew_and_old_sessions_stay_over",
    "member.totp_enabled": "test_factor_set_up_at_the_desk_is_asked_for_from_then_on",
    "member.totp_removed": "test_whoever_shows_both_takes_their_own_off",
    "account.created": "test_creator_is_assigned_when_nobody_is_named",
    "account.updated": "test_rename_tells_before_and_after",
    "account.archived": "test_what_is_so_stays_so_and_is_told_once",
    "account.restored": "test_what_is_so_stays_so_and_is_told_once",
    "account.deleted": "test_deletion_of_an_active_account_is_told_as_both",
    "account.erased": "test_account_is_erased_after_thirty_days_with_all_it_held_of_people",
    "account.merged": "test_merging_repeated_after_a_lost_answer_is_answered_alike_and_told_once",
    "account.member_assigned": "test_repeating_either_changes_and_tells_nothing",
    "account.member_unassigned": "test_repeating_either_changes_and_tells_nothing",
    "contact.created": "test_employee_with_manage_contacts_adds_reads_and_lists",
    "contact.updated": "test_same_values_or_none_change_and_tell_nothing",
    "contact.deleted": "test_email_of_a_deleted_contact_is_free_and_their_credential_is_nobodys",
    "contact.merged": "test_emails_ties_and_credentials_of_a_contact_move",
    "contact.email_added": "test_added_email_is_the_contacts_and_nobody_elses",
    "contact.email_changed": "test_before_activation_the_old_link_is_superseded_and_the_new_address_is_invited_by_itself",  # noqa: E501  # the name of a test
    "contact.email_removed": "test_unused_email_is_removed_and_free_for_another",
    "tie.created": "test_tying_grants_no_login",
    "tie.changed": "test_each_key_of_a_tie_that_changes_is_logged_by_itself_with_before_and_after",
    "tie.removed": "test_tie_with_login_is_not_removed_and_one_without_is",
    "portal_access.requested": "test_request_waits_for_the_firm_and_lets_nobody_in",
    "portal_access.request_declined": "test_declined_request_lets_nobody_in_and_tells_the_client_why",
    "portal_access.granted": "test_grant_ticks_login_and_invites_nobody",
    "portal_access.revoked": "test_revoking_from_the_granted_leaves_account_and_tie_and_logs_it",
    "invitation.sent": "test_access_goes_from_none_to_active_and_the_badge_follows",
    "invitation.resent": "test_a_resend_kills_the_link_before",
    "invitation.cancelled": "test_cancel_kills_the_link_and_leaves_login_granted",
    "invitation.superseded": "test_before_activation_the_old_link_is_superseded_and_the_new_address_is_invited_by_itself",  # noqa: E501  # the name of a test
    "invitation.accepted": "test_accepting_tells_of_the_acceptance_the_sign_up_and_the_login_in_order",
    "invitation.bounced": "test_permanent_bounce_marks_the_address_and_ends_the_invitation",
    "invitation.expired": "test_expiry_is_told_once_from_its_very_instant",
    "client.signed_up": "test_accepting_tells_of_the_acceptance_the_sign_up_and_the_login_in_order",
    "client.logged_in": "test_client_signs_in_at_their_own_door",
    "password.reset_requested": "test_link_sets_a_new_password_and_ends_every_session",
    "password.reset": "test_link_sets_a_new_password_and_ends_every_session",
    "password.changed": "test_change_is_told_and_written_to_its_holder_without_any_link_that_opens",
    "sessions.ended": "test_signing_out_everywhere_ends_every_session_and_is_told_once",
    "address.bounced": "test_permanent_bounce_marks_the_address_and_ends_the_invitation",
    "address.complained": "test_complaint_marks_the_address_and_leaves_the_invitation_open",
    "address.cleared": "test_resending_to_who_was_given_free_opens_the_door_again",
    "import.prepared": "test_address_to_upload_to_is_for_this_file_alone",
    "export.finished": "test_export_of_many_pages_holds_each_once_and_counts_them",
    "export.downloaded": "test_export_is_an_attachment_for_five_minutes_and_whoever_fetches_it_is_told_with_its_count",
    "job.started": "test_job_is_started_once_a_key",
    "job.cancelled": "test_cancelled_job_ends_before_its_next_step_with_what_it_did",
    "job.finished": "test_job_is_done_step_by_step_and_tells_of_its_end",
}
