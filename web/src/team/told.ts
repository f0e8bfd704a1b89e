/** What an item of the inbox says, put together from its code and its words. */
import type { View } from "../api/client.ts";
import type { Phrase } from "../dom/build.ts";

type Item = View<"InboxItemView">;

/** What an item says, put together here so that it follows the reader's language. */
export function titleOf(item: Item): Phrase {
  const { code, params } = item.title;
  const { count } = item;
  const of = (name: string): string => params[name] ?? "";
  switch (code) {
    case "client.signed_up":
      return (m) => m.team.notices.client_signed_up(of("client"));
    case "portal_access.requested":
      return (m) => m.team.notices.portal_access_requested(of("client"), of("colleague"));
    case "invitation.bounced":
      return (m) => m.team.notices.invitation_bounced(of("client"));
    case "member.invitation_bounced":
      return (m) => m.team.notices.member_invitation_bounced(of("member"));
    case "job.finished":
      return (m) => m.team.notices.job_finished(of("done"), of("skipped"), of("failed"));
    case "firm.ownership_offered":
      return (m) => m.team.notices.ownership_offered(of("member"));
    case "firm.ownership_accepted":
      return (m) => m.team.notices.ownership_accepted(of("member"));
    case "firm.ownership_declined":
      return (m) => m.team.notices.ownership_declined(of("member"));
    case "firm.ownership_withdrawn":
      return (m) => m.team.notices.ownership_withdrawn(of("member"));
    case "document.uploaded":
      return (m) => m.team.notices.document_uploaded(of("client"), count);
    case "upload.done_signalled":
      return (m) => m.team.notices.upload_done_signalled(of("client"));
    case "upload.rejected":
      return (m) => m.team.notices.upload_rejected(of("document"), count);
    case "upload.held":
      return (m) => m.team.notices.upload_held(of("document"), count);
    case "document.threat_found":
      return (m) => m.team.notices.document_threat_found(of("document"), count);
    case "document.approved":
      return (m) => m.team.notices.document_approved(of("client"), of("document"));
    case "document.disapproved":
      return (m) => m.team.notices.document_disapproved(of("client"), of("document"));
    case "link.opened":
      return (m) => m.team.notices.link_opened(of("recipient"), of("title"), count);
    case "link.used":
      return (m) =>
        of("kind") === "upload"
          ? m.team.notices.link_filed(of("title"), count)
          : m.team.notices.link_used(of("title"), count);
    case "link.refused":
      return (m) => m.team.notices.link_refused(of("title"));
    case "link.expired":
      return (m) => m.team.notices.link_expired(of("title"));
    case "link.suspended":
      return (m) => m.team.notices.link_suspended(of("title"));
    case "link.taken_over":
      return (m) => m.team.notices.link_taken_over(of("title"));
    case "link.renewal_requested":
      return (m) => m.team.notices.link_renewal_requested(of("recipient"), of("title"));
  }
  return (m) => m.team.notices.other;
}
