#include "desk/join_request.h"

#include <algorithm>
#include <optional>

#include "base/folded_text.h"
#include "desk/adopt_record.h"
#include "desk/case_work.h"
#include "desk/decide_publicity.h"
#include "desk/public_text.h"
#include "domain/cases/following.h"

namespace kept::desk {
namespace {

using base::Result;

/// A request whose number has been told.
std::optional<domain::Case> told_request(Transaction& tx, std::int64_t number) {
  const auto id = tx.find_case(number);
  if (!id) return std::nullopt;
  domain::Case state = tx.load_case(*id);
  const auto received = tx.received(*id);
  const bool is_told = !received || received->number_from <= tx.now();
  if (state.kind != domain::CaseKind::service_request || !is_told) return std::nullopt;
  return state;
}

base::Error is_of_another_service() {
  return base::invalid("/joins", "joins.other_service", "That request is for another service.");
}

base::Error is_closed() {
  return base::invalid("/joins", "joins.closed", "That request is not open.");
}

base::Error is_private() {
  return base::invalid("/joins", "joins.private", "That request is not for all to see.");
}

/// Of the system before, by the case that stands for it now; refused when there is none, and says
/// why none could.
Result<domain::Case> request_of_record(Transaction& tx, const JoinForm& form) {
  const auto record = only_record(tx, form.named);
  auto stands = record && record->case_number ? told_request(tx, *record->case_number)
                                              : std::optional<domain::Case>();
  if (stands) return *std::move(stands);
  const auto catalogue = tx.catalogue();
  const auto service = std::ranges::find(catalogue->services, form.service, &ServiceRow::id);
  if (record && !record->case_number && service != catalogue->services.end()) {
    if (record->record.service_code != service->code) return is_of_another_service();
    if (!service->is_public) return is_private();
    if (!record->record.open) return is_closed();
  }
  base::Error error = base::not_found("joins.unknown", "There is no request with that number.");
  error.pointer = "/joins";
  return error;
}

/// The request that stands for the one that was named. What others may not see of a request they
/// cannot know to be what they want.
Result<domain::Case> wanted_request(Transaction& tx, const JoinForm& form) {
  auto named = told_request(tx, form.number);
  if (!named) {
    auto found = request_of_record(tx, form);
    if (!found.ok()) return found.error();
    named = std::move(found).value();
  }
  if (is_non_public(tx, named->id)) return is_private();
  if (named->service != form.service) return is_of_another_service();
  while (named->joined_to) named = tx.load_case(*named->joined_to);
  if (!may_be_shown(tx, *named)) return is_private();
  if (named->state != domain::CaseState::open) return is_closed();
  return *std::move(named);
}

/// Whether somebody is told of the case already at that address or number.
bool hears_already(Reader& reader, const domain::Case& state, const ContactRow& details) {
  std::vector<domain::ContactId> hearers = state.followers;
  if (state.reporter) hearers.push_back(*state.reporter);
  const auto is_reached = [&](const ContactRow& known) {
    const bool by_mail =
        details.email && known.email && base::folded(*details.email) == base::folded(*known.email);
    return by_mail ||
           std::ranges::find_first_of(details.phones, known.phones) != details.phones.end();
  };
  return std::ranges::any_of(hearers, [&](domain::ContactId id) {
    const auto known = reader.contact(id);
    return known && is_reached(*known);
  });
}

}  // namespace

Result<std::int64_t> join_request(Transaction& tx, const JoinForm& form,
                                  std::vector<base::Error>& mistakes) {
  std::string notes = form.aside;
  if (!form.description.empty()) notes = form.description + "\n" + notes;
  const ContactRow details = usable_details(tx, form, notes);
  const auto stands = wanted_request(tx, form);
  if (!stands.ok()) mistakes.push_back(stands.error());
  if (!details.is_reachable()) mistakes.push_back(joins_unreachable());
  if (!mistakes.empty()) return mistakes.front();
  const std::int64_t number = stands.value().number;
  if (hears_already(tx, stands.value(), details)) return number;
  const domain::ContactId contact = contact_of(tx, details);

  auto begun = CaseWork::begin(tx, kApplication, stands.value().id, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  domain::Conversation talk =
      talk_of(written_talk(tx, contact, work.state().first_operator, notes));
  talk.answered_at = tx.now();  // what they wrote has arrived
  if (auto followed = domain::follow(work.decision(), talk); !followed.ok()) {
    return followed.error();
  }
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  return number;
}

}  // namespace kept::desk
