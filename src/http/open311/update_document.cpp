#include "http/open311/update_document.h"

#include "desk/word_names.h"
#include "http/open311/moment.h"
#include "http/open311/update_words.h"

namespace kept::http {

UpdateDocument::UpdateDocument(desk::Reader& reader, std::string language,
                               std::optional<std::int64_t> key)
    : zone_(reader.zone()),
      language_(std::move(language)),
      key_(key),
      catalogue_(reader.catalogue()) {
  for (const desk::ServiceRow& row : catalogue_->services) {
    if (row.is_public) public_services_.insert(row.id);
  }
  for (const auto& row : catalogue_->departments) departments_.emplace(row.id, &row.name);
}

bool UpdateDocument::is_own(const desk::RequestUpdate& update) const {
  return key_ && update.api_key == key_;
}

bool UpdateDocument::tells_detail(const desk::RequestUpdate& update) const {
  return is_own(update) || public_services_.contains(update.service);
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
  return language_ == "fr" && !found->second->fr.empty() ? found->second->fr : found->second->en;
}

std::string UpdateDocument::plain(const desk::RequestUpdate& update) const {
  return tells_detail(update) ? told_event(update.what, asked(update), language_) : "";
}

std::string UpdateDocument::text(const desk::RequestUpdate& update) const {
  const bool tells = is_own(update) || (tells_detail(update) && update.text_is_public);
  return tells ? update.text.value_or("") : "";
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
       {"media_url", Node::text("")},
       {"external_status_code",
        has_code ? Node::text(desk::name_of(outcome->resolution)) : Node::absent()}});
}

std::string update_id(std::int64_t number, int seq) {
  return std::to_string(number) + "-" + std::to_string(seq);
}

}  // namespace kept::http
