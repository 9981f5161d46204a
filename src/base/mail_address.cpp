#include "base/mail_address.h"

#include <algorithm>

namespace kept::base {

bool is_mail_address(std::string_view address) {
  const bool plain = std::all_of(address.begin(), address.end(), [](char letter) {
    return letter > ' ' && letter < '\x7f' && letter != '<' && letter != '>' && letter != ',' &&
           letter != ';' && letter != '"' && letter != '(' && letter != ')';
  });
  const auto at = address.find('@');
  return plain && at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
         address.find('@', at + 1) == std::string_view::npos;
}

}  // namespace kept::base
