#include "desk/receive_update.h"

#include "base/secret.h"
#include "desk/add_photos.h"
#include "desk/case_work.h"
#include "desk/ports/publicity.h"
#include "desk/public_text.h"
#include "domain/cases/ending.h"
#include "domain/cases/receiving.h"

namespace kept::desk {
namespace {

using base::Result;

/// The request with this number, when it came with that key and its number has been told.
Result<domain::CaseId> own_request(Transaction& tx, const ApiKeyRow& key, std::int64_t number) {
  const auto id = tx.find_case(number);
  const auto received = id ? tx.received(*id) : std::nullopt;
  const bool is_there = id && tx.load_case(*id).kind == domain::CaseKind::service_request &&
                        (!received || received->number_from <= tx.now());
  if (!is_there) return base::not_found("request.unknown", "There is no request with that number.");
  if (!received || received->api_key != key.id) {
    return base::forbidden("update.other_application",
                           "Only the application that a request came with adds to it.");
  }
  return *id;
}

/// Reopening a duplicate reopens the case that stands. The words are kept once for each case:
/// redacting one leaves the other as it was. Where nothing is reopened they are not kept again, for
/// no event would name them, and redaction would not find them.
Result<base::Done> reopen_survivor(Transaction& tx, domain::CaseId id, const std::string& words) {
  auto begun = CaseWork::begin(tx, kApplication, id, {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const bool may_reopen =
      work.state().state != domain::CaseState::open && !other_stands_for_record(tx, work.state());
  if (!may_reopen) return base::Done{};
  auto reopened =
      domain::reopen(work.decision(), domain::ReopenReason::resident_asks, tx.keep_personal(words));
  if (!reopened.ok()) return reopened;
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  return base::Done{};
}

}  // namespace

Result<ReceivedUpdate> receive_update(Transaction& tx, const ApiKeyRow& key,
                                      const UpdateForm& form) {
  const std::string id_digest = base::digest_of(form.id);
  if (const auto first = tx.received_update(key.id, id_digest)) {
    if (first->body_digest != form.body_digest) {
      return base::refused("update.other_body", "This update_id was used for another update.");
    }
    return ReceivedUpdate{tx.load_case(first->case_id).number, first->seq};
  }
  const auto id = own_request(tx, key, form.number);
  if (!id.ok()) return id.error();
  auto begun = CaseWork::begin(tx, kApplication, id.value(), {});
  if (!begun.ok()) return begun.error();
  CaseWork work = std::move(begun).value();
  const CheckedText text = keep_checked(tx, form.text, work.state().reporter);
  const domain::NewUpdate update{form.status, text.ref, tx.keep_personal(form.from),
                                 form.written_at};
  const int seq = domain::receive_update(work.decision(), update);
  const bool is_private = is_non_public(tx, id.value());
  const bool is_public = text.is_public && !is_private;
  add_photos(tx, work.decision(), form.photos, is_public);
  if (!is_public) tx.publicity_writer().withhold(id.value(), text.ref, is_private);
  const auto survivor = work.state().joined_to;
  const auto saved = work.finish();
  if (!saved.ok()) return saved.error();
  if (survivor && form.status == domain::ClaimedStatus::reopen) {
    auto reopened = reopen_survivor(tx, *survivor, form.text);
    if (!reopened.ok()) return reopened.error();
  }
  tx.save(ReceivedUpdateRow{key.id, id_digest, id.value(), seq, form.body_digest});
  return ReceivedUpdate{form.number, seq};
}

}  // namespace kept::desk
