"""Which tests play each arrow of docs/documents-and-links.md, and each event of the rooms documents and links."""

from collections.abc import Mapping

PAGE = "documents-and-links.md"
ROOMS = ("documents", "links")

PLAYED: Mapping[str, tuple[str, ...]] = {
    "upload: nothing --announce, the folder lets them--> issued": (
        "test_announcement_repeated_under_its_key_is_the_same_upload",
    ),
    "upload: nothing --announce, too big or of a type not taken--> refused": (
        "test_what_is_not_taken_is_refused_before_it_is_sent",
        "test_firm_says_how_big_a_file_may_be_and_of_which_types",
    ),
    "upload: issued --stored--> checking": (
        "test_file_becomes_a_document_once_stored_and_found_clean",
        "test_fault_17_storage_that_names_no_version_is_asked_for_it",
    ),
    "upload: checking --clean--> filed": (
        "test_file_becomes_a_document_once_stored_and_found_clean",
        "test_faults_17_and_19_verdict_may_come_before_the_news_of_what_was_stored",
    ),
    "upload: checking --clean, its folder was deleted--> filed, for the team alone": (
        "test_file_whose_folder_was_deleted_before_the_verdict_is_seen_by_those_who_manage_documents",
    ),
    "upload: checking --stored after the link closed--> rejected": (
        "test_abuse_16_upload_finished_after_the_link_closed_is_refused_and_its_bytes_go",
    ),
    "upload: filed --a bad verdict comes late--> filed, out of reach": (
        "test_abuse_18_threat_found_after_a_clean_verdict_is_heard_as_well_and_no_link_serves_it",
    ),
    "document: filed --a threat is found in its current version--> trashed": (
        "test_abuse_18_threat_found_in_what_was_let_in_by_hand_takes_it_out_of_everybodys_reach",
        "test_nothing_of_it_is_lost_and_its_next_version_is_opened_again",
    ),
    "document: filed --a threat is found in an earlier one--> filed, without that one": (
        "test_threat_in_an_earlier_version_leaves_the_document_where_it_is",
    ),
    "document: filed --the next version--> filed": ("test_next_version_of_a_document_keeps_its_name_and_place",),
    "document: filed --rename, the name is taken--> filed, numbered": (
        "test_renaming_to_a_name_taken_is_numbered_and_never_to_its_own",
    ),
    "document: filed --move--> filed in another folder": ("test_moving_counts_in_both_folders",),
    "document: filed --delete--> trashed": ("test_what_is_in_the_trash_is_listed_there_alone",),
    "document: trashed --restore--> filed": ("test_what_is_restored_lies_where_it_lay_under_its_name",),
    "document: trashed --restore, its folder was deleted--> filed, for the team alone": (
        "test_what_is_restored_is_seen_by_those_who_manage_documents_when_its_folder_is_gone",
    ),
    "document: trashed --120 days--> purged": ("test_trash_goes_for_good_after_120_days_and_not_a_second_before",),
    "document: purged --restore--> refused": ("test_nobody_restores_what_is_over_though_no_sweep_came_by",),
    "link: nobody --share--> active": (
        "test_each_recipient_has_an_address_an_expiry_and_gates_of_their_own",
        "test_share_with_k_is_four_actions_and_k",
    ),
    "link: nobody --ask for files--> active": ("test_terms_of_an_upload_link_are_kept_and_its_files_are_its_uses",),
    "link: active --the bearer opens it--> active": (
        "test_opening_gives_a_pass_of_half_an_hour_and_is_told_as_the_first_once",
    ),
    "link: active --an address is handed out--> active": (
        "test_a_use_is_the_handing_out_of_an_address_and_is_told_with_it",
    ),
    "link: active --a file that was sent by it is filed--> active": (
        "test_filed_file_is_a_use_that_is_told_once_and_stands_in_the_history_of_the_link",
    ),
    "link: active --a file of several is handed out--> active, used once": (
        "test_file_of_several_is_one_use_and_each_document_in_it_goes_on_with_that",
    ),
    "link: active --five wrong codes--> active, shut for 15 minutes": (
        "test_five_wrong_codes_shut_the_link_for_a_quarter_of_an_hour_and_the_creator_is_told",
    ),
    "link: active --its time is over--> expired": (
        "test_abuse_6_a_link_is_good_to_the_last_second_on_every_way",
        "test_warned_a_day_before_and_told_when_it_is_over",
    ),
    "link: active --its uses are spent--> exhausted": (
        "test_the_last_use_may_be_repeated_by_whoever_had_it_and_by_nobody_else",
        "test_abuse_5_of_twenty_parallel_last_uses_one_wins",
    ),
    "link: active --extend--> active": ("test_extending_one_gives_the_same_address_more_time_and_the_others_none",),
    "link: expired --extend--> active": ("test_expired_link_lives_again_when_extended_and_shorter_is_possible_too",),
    "link: active --resend--> active, the old address is dead": (
        "test_resend_kills_the_old_address_and_keeps_what_was_used",
    ),
    "link: expired --the bearer asks for more time--> expired": (
        "test_an_expired_link_may_ask_for_more_time_once_for_each_expiry",
    ),
    "link: expired --the firm grants it--> active": (
        "test_wish_for_more_time_is_granted_to_the_original_address_alone",
    ),
    "link: expired --the firm declines it--> expired": ("test_declined_wish_is_gone_and_not_declined_twice",),
    "link: exhausted --raise--> active": (
        "test_exhausted_link_lives_again_when_its_uses_are_raised_and_never_falls_below_them",
    ),
    "link: active --revoke one--> revoked for good": (
        "test_abuse_7_revoked_for_one_is_over_for_that_one_at_once_and_for_good",
    ),
    "link: active --revoke all--> revoked for good": ("test_abuse_7_revoked_for_all_is_over_for_each_by_one_write",),
    "link: expired or exhausted --revoke--> revoked for good": (
        "test_abuse_7_what_has_ended_is_refused_on_every_way_without_a_sweep",
        "test_what_is_said_holds_of_each",
    ),
    "link: active --all its documents trashed--> suspended": (
        "test_one_trashed_is_gone_for_itself_and_all_trashed_suspend_the_link",
    ),
    "link: active --one of several trashed--> active, that one is gone": (
        "test_one_trashed_is_gone_for_itself_and_all_trashed_suspend_the_link",
    ),
    "link: suspended --its account went into another--> active, for that one": (
        "test_shared_documents_are_suspended_until_it_is_heard_of_and_go_on_whichever_room_hears_first",
        "test_upload_link_into_a_folder_goes_where_the_folder_goes",
        "test_upload_link_into_the_accounts_own_folder_is_for_the_own_folder_of_the_one_that_stays",
        "test_whoever_may_not_answer_for_it_there_hands_it_over_and_what_they_shared_waits",
    ),
    "link: active --its account archived--> suspended": (
        "test_abuse_7_what_has_ended_is_refused_on_every_way_without_a_sweep",
    ),
    "link: exhausted --its time is over--> expired": ("test_link_that_is_used_up_is_neither_warned_of_nor_told_over",),
    "link: suspended with its account --its time is over--> suspended, told of when the account is open again": (
        "test_link_of_a_closed_account_is_told_of_when_that_is_open_again",
    ),
    "link: suspended --its account is erased--> gone, with whom it went to": (
        "test_of_an_erased_account_no_link_is_left_no_address_and_no_timer",
    ),
    "link: active --its contact is deleted--> revoked for good": (
        "test_abuse_7_what_was_sent_to_a_contact_ends_with_them_and_what_was_typed_goes_on",
    ),
    "link: active --its e-mail is its contact's no more--> revoked for good": (
        "test_abuse_7_what_went_to_an_email_that_is_the_contacts_no_more_is_ended",
        "test_email_that_stays_beside_the_new_one_keeps_its_links",
    ),
    "link: active --its contact went into another--> active, for that one": (
        "test_what_went_to_a_contact_goes_on_as_that_of_the_one_they_went_into",
    ),
    "link: active --who shared it left--> suspended": (
        "test_upload_link_goes_on_under_the_first_follower_and_the_share_link_waits",
    ),
    "link: suspended --taken over--> active": ("test_suspended_share_goes_on_under_whoever_takes_it_over",),
    "link: active --who asked for files left--> active, somebody else answers": (
        "test_upload_link_goes_on_under_the_first_follower_and_the_share_link_waits",
        "test_without_a_follower_the_owner_answers",
    ),
    "link: active --its document is locked--> active, asks to be paid": (
        "test_a_locked_one_says_so_and_opens_when_it_is_paid",
    ),
    "link: active --acting without login switched off--> active, asks for a login": (
        "test_switching_off_acting_without_login_shuts_links_that_are_out_already",
    ),
    "upload: issued --not stored in a day--> abandoned": (
        "test_what_is_never_stored_is_given_up_after_a_day_and_comes_too_late_then",
    ),
    "upload: checking --bigger than announced--> rejected": (
        "test_abuse_16_bigger_than_announced_is_read_no_further_and_deleted",
    ),
    "upload: checking --not what it says--> rejected": (
        "test_abuse_17_what_is_not_what_it_says_is_deleted_and_its_sender_told",
    ),
    "upload: checking --infected--> rejected": ("test_abuse_18_infected_file_is_gone_whichever_news_comes_first",),
    "upload: checking --cannot be scanned--> held": ("test_what_could_not_be_scanned_is_held_and_the_team_told",),
    "upload: checking --no verdict in 30 minutes--> held": (
        "test_abuse_17_verdict_that_never_comes_holds_after_half_an_hour",
    ),
    "upload: checking --its account went into another--> filed in that one": (
        "test_file_on_its_way_into_a_merged_account_is_filed_in_the_one_that_stays",
        "test_file_on_its_way_into_a_folder_waits_until_the_folder_has_come",
    ),
    "upload: checking --its account is erased--> gone, with its bytes": (
        "test_of_an_erased_account_no_upload_and_no_zip_is_left_neither_items_nor_bytes",
    ),
    "upload: held --a member releases it--> filed, for no link": (
        "test_member_releases_with_a_reason_and_no_link_ever_serves_it",
    ),
    "upload: held --a member turns it away--> rejected": ("test_member_turns_away_and_the_bytes_go",),
    "upload: held --a bad verdict comes late--> rejected": (
        "test_verdict_that_comes_late_and_is_bad_deletes_what_is_held",
    ),
    "document: filed --automatic renaming--> filed, named by what it is": (
        "test_what_a_client_uploads_gets_its_name_and_keeps_its_original_one",
    ),
    "document: filed, named by what it is --its client restores the name--> filed": (
        "test_what_was_named_automatically_gets_its_name_back_for_good",
    ),
    "document: approved --the next version--> filed": ("test_what_was_said_does_not_stand_for_the_next_version",),
    "document: filed --the firm asks for approval--> pending approval": (
        "test_what_was_asked_waits_and_is_asked_once",
    ),
    "document: pending approval --a client approves--> approved": (
        "test_approval_is_told_with_who_asked_for_it_and_once",
    ),
    "document: pending approval --a client disapproves--> disapproved": (
        "test_disapproval_says_why_and_can_be_asked_again",
    ),
    "folder: nothing --make--> there": ("test_route_answers_and_tells",),
    "folder: there --change--> there, with all below it": ("test_route_answers_and_tells",),
    "folder: there --move--> below another, with its permission": ("test_route_answers_and_tells",),
    "folder: there, empty --delete--> gone": ("test_route_answers_and_tells",),
    "zip: nothing --ask for several documents--> being made": ("test_team_gets_what_it_asked_for_in_one_file",),
    "zip: being made or ready --the same asked for again--> the same one": (
        "test_same_wish_again_is_the_file_that_is_being_made_or_there",
    ),
    "zip: being made --made--> ready": (
        "test_team_gets_what_it_asked_for_in_one_file",
        "test_making_that_dies_anywhere_is_finished_by_the_next_delivery",
    ),
    "zip: being made --making fails three times--> failed": (
        "test_making_that_dies_is_begun_anew_and_given_up_after_three_tries",
    ),
    "zip: failed --asked for again--> being made": ("test_file_that_failed_is_made_anew_for_whoever_asks_again",),
    "zip: ready --one of them is trashed or changed--> refused": (
        "test_document_that_is_trashed_or_changed_takes_the_links_file_along",
    ),
    "zip: ready --a day--> gone": ("test_file_is_gone_after_a_day",),
    "zip: being made or ready --its account goes into another--> the same, in that one": (
        "test_file_of_documents_goes_along_with_them_for_whoever_asked_for_it",
    ),
    "zip: being made or ready --its account is erased--> gone, with its bytes": (
        "test_of_an_erased_account_no_upload_and_no_zip_is_left_neither_items_nor_bytes",
    ),
    "link: active --done: signed, paid, submitted--> completed": (
        "test_done_link_stays_done",
        "test_abuse_7_what_has_ended_is_refused_on_every_way_without_a_sweep",
    ),
}

EVENTS: Mapping[str, str] = {
    "document.uploaded": "test_file_becomes_a_document_once_stored_and_found_clean",
    "document.renamed": "test_renaming_takes_the_new_name_and_gives_up_the_old_in_one",
    "document.moved": "test_moving_counts_in_both_folders",
    "document.trashed": "test_what_is_in_the_trash_is_listed_there_alone",
    "document.restored": "test_what_is_restored_lies_where_it_lay_under_its_name",
    "document.purged": "test_trash_goes_for_good_after_120_days_and_not_a_second_before",
    "upload.rejected": "test_abuse_16_upload_finished_after_the_link_closed_is_refused_and_its_bytes_go",
    "link.created": "test_each_recipient_has_an_address_an_expiry_and_gates_of_their_own",
    "link.sent": "test_resend_kills_the_old_address_and_keeps_what_was_used",
    "link.address_read": "test_each_reading_of_the_address_is_told_and_none_tells_the_address",
    "link.extended": "test_extending_one_gives_the_same_address_more_time_and_the_others_none",
    "link.revoked": "test_revoking_twice_tells_once",
    "link.suspended": "test_upload_link_goes_on_under_the_first_follower_and_the_share_link_waits",
    "link.taken_over": "test_upload_link_goes_on_under_the_first_follower_and_the_share_link_waits",
    "link.warned": "test_warned_a_day_before_and_told_when_it_is_over",
    "link.expired": "test_warned_a_day_before_and_told_when_it_is_over",
    "link.renewal_declined": "test_declined_wish_is_gone_and_not_declined_twice",
    "link.opened": "test_opening_gives_a_pass_of_half_an_hour_and_is_told_as_the_first_once",
    "link.used": "test_a_use_is_the_handing_out_of_an_address_and_is_told_with_it",
    "link.refused": "test_five_wrong_codes_shut_the_link_for_a_quarter_of_an_hour_and_the_creator_is_told",
    "link.code_requested": "test_asking_tells_where_it_goes_and_the_announcement_holds_no_code",
    "link.renewal_requested": "test_an_expired_link_may_ask_for_more_time_once_for_each_expiry",
    "folder.created": "test_route_answers_and_tells",
    "folder.changed": "test_route_answers_and_tells",
    "folder.moved": "test_route_answers_and_tells",
    "folder.deleted": "test_route_answers_and_tells",
    "document.downloaded": "test_looking_and_fetching_are_told_apart_the_first_of_each_side_as_such",
    "document.viewed": "test_looking_and_fetching_are_told_apart_the_first_of_each_side_as_such",
    "document.approval_requested": "test_what_was_asked_waits_and_is_asked_once",
    "document.approved": "test_approval_is_told_with_who_asked_for_it_and_once",
    "document.disapproved": "test_disapproval_says_why_and_can_be_asked_again",
    "document.threat_found": "test_abuse_18_threat_found_in_what_was_let_in_by_hand_takes_it_out_of_everybodys_reach",
    "document.released": "test_member_releases_with_a_reason_and_no_link_ever_serves_it",
    "upload.held": "test_what_could_not_be_scanned_is_held_and_the_team_told",
    "upload.done_signalled": "test_route_answers_and_tells",
    "zip.requested": "test_team_gets_what_it_asked_for_in_one_file",
}
