#include "http/open311/update_document.h"

#include "desk/word_names.h"
#include "http/open311/moment.h"
#include "http/open311/photos.h"
#include "http/open311/update_words.h"

namespace kept::http {

UpdateDocument::UpdateDocument(const Exchange& exchange, desk::Reader& reader,
                               const ReadingRights& rights)
    : exchange_(exchange), rights_(rights), zone_(reader.zone()), catalogue_(reader.catalogue()) {
  for (const desk::ServiceRow& row : catalogue_->services) {
    if (row.is_public) public_services_.insert(row.id);
  }
  for (const auto& row : catalogue_->departments) departments_.emplace(row.id, &row.name);
}

bool UpdateDocument::is_own(const desk::RequestUpdate& update) const {
  return rights_.cover(update.case_id, update.api_key);
}

bool UpdateDocument::is_shown_to_all(const desk::RequestUpdate& update) const {
  return public_services_.contains(update.service) && !update.non_public;
}

bool UpdateDocument::tells_detail(const desk::RequestUpdate& update) const {
  return is_own(update) || is_shown_to_all(update);
}

std::string UpdateDocument::status(const desk::RequestUpdate& update) const {
  if (!tells_detail(update)) return update.standing ? "closed" : "open";
  if (update.standing) return status_word(*update.standing);
  return std::holds_alternative<domain::AskMade>(update.what) ? "investigating" : "open";
}

/// The name of the department that was asked.
std::string UpdateDocument::asked(const desk::RequestUpdate& update) const {
  const auto* made = std::get_if<domain::AskMade>(&update.what);
  const auto found = made == nullptr ? departments_.end() : departments_.find(made->department);
  if (found == departments_.end()) return "";
  return exchange_.language == "fr" && !found->second->fr.empty() ? found->second->fr
                                                                  : found->second->en;
}

std::string UpdateDocument::plain(const desk::RequestUpdate& update) const {
  return tells_detail(update) ? told_event(update.what, asked(update), exchange_.language) : "";
}

std::string UpdateDocument::text(const desk::RequestUpdate& update) const {
  const bool tells = is_own(update) || (tells_detail(update) && update.text_is_public);
  return tells ? update.text.value_or("") : "";
}

Node UpdateDocument::media(const desk::RequestUpdate& update) const {
  std::vector<Node> addresses;
  for (const desk::UpdatePhoto& photo : update.photos) {
    const bool for_all = photo.is_public && is_shown_to_all(update);
    if (!for_all && !is_own(update)) continue;
    addresses.push_back(
        Node::text(photo_address(exchange_, photo.id, desk::PhotoSize::image, for_all)));
  }
  return Node::repeated(std::move(addresses));
}

Node UpdateDocument::show(const desk::RequestUpdate& update) const {
  const auto* outcome = std::get_if<domain::OutcomeRecorded>(&update.what);
  const bool has_code = outcome != nullptr && tells_detail(update);
  const bool is_written = std::holds_alternative<domain::UpdateReceived>(update.what);
  const std::string words = text(update);
  std::string description = is_written && !words.empty() ? words : plain(update);
  if (!is_written && !words.empty()) description += " " + words;
  return Node::fields(
      {{"update_id", Node::text(update_id(update.number, update.seq))},
       {"service_request_id", Node::text(std::to_string(update.number))},
       {"status", Node::text(status(update))},
       {"updated_datetime", Node::text(told_moment(update.at, zone_))},
       {"description", Node::text(std::move(description))},
       {"media_url", media(update)},
       {"external_status_code",
        has_code ? Node::text(desk::name_of(outcome->resolution)) : Node::absent()}});
}

std::string update_id(std::int64_t number, int seq) {
  return std::to_string(number) + "-" + std::to_string(seq);
}

}  // namespace kept::http
