#include "notify/message_id.h"

#include <charconv>

namespace kept::notify {

std::string message_id(const desk::OutboxRow& message, const std::string& sender) {
  const auto at = sender.find('@');
  return std::to_string(message.id.value) + "." +
         std::to_string(message.created_at.time_since_epoch().count()) +
         (at == std::string::npos ? "@localhost" : sender.substr(at));
}

std::optional<domain::MessageId> message_named(const std::string& message_id) {
  domain::MessageId id;
  const char* end = message_id.data() + message_id.size();
  const auto read = std::from_chars(message_id.data(), end, id.value);
  if (read.ec != std::errc{} || read.ptr == end || *read.ptr != '.') return std::nullopt;
  return id;
}

}  // namespace kept::notify
