#include "records/open311_entries.h"

#include <utility>

#include "base/trimmed.h"

namespace kept::records {
namespace {

using base::Done;
using base::Result;

constexpr std::size_t kReadAtOnce = 65'536;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Open311Entries::Open311Entries(ReadBytes read)
    : read_(std::move(read)), block_(kReadAtOnce, '\0') {}

Result<bool> Open311Entries::next(Open311Request& request) {
  while (ready_.empty()) {
    if (ended_) return false;
    if (auto taken = take_piece(); !taken.ok()) return taken.error();
  }
  request = std::move(ready_.front());
  ready_.pop_front();
  return true;
}

Result<Done> Open311Entries::take_piece() {
  const auto count = read_(block_.data(), block_.size());
  if (!count.ok()) return count.error();
  std::string_view piece(block_.data(), *count);
  ended_ = piece.empty();
  if (std::exchange(at_begin_, false) && piece.starts_with(kByteOrderMark)) piece.remove_prefix(3);
  if (!parser_) {
    // XML allows nothing before its declaration, and servers send empty lines.
    const std::string_view text = base::trimmed(piece);
    if (text.empty()) return ended_ ? Result<Done>(no_open311_answer("it is empty")) : Done{};
    piece.remove_prefix(static_cast<std::size_t>(text.data() - piece.data()));
    parser_ = text.front() == '<' ? make_open311_xml_parser() : make_open311_json_parser();
  }
  return parser_->take(piece, ended_, ready_);
}

}  // namespace kept::records
