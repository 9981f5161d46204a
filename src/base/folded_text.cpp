#include "base/folded_text.h"

#include <boost/locale.hpp>
#include <cctype>
#include <locale>

namespace kept::base {
namespace {

const std::locale& unicode() {
  static const std::locale kLocale = boost::locale::generator()("en_CA.UTF-8");
  return kLocale;
}

}  // namespace

std::string folded(std::string_view text) {
  namespace locale = boost::locale;
  const std::string whole(text);
  const std::string apart =
      locale::normalize(locale::fold_case(whole, unicode()), locale::norm_nfd, unicode());
  std::string plain = " ";
  for (std::size_t i = 0; i < apart.size(); ++i) {
    const auto byte = static_cast<unsigned char>(apart[i]);
    // U+0300 to U+036F, the accents that NFD has set apart: CC 80 to CD AF.
    const bool accent = (byte == 0xCC || byte == 0xCD) && i + 1 < apart.size();
    if (accent) {
      ++i;
    } else if (std::isalnum(byte) != 0 || byte >= 0x80) {
      plain += apart[i];
    } else if (plain.back() != ' ') {
      plain += ' ';
    }
  }
  if (plain.back() != ' ') plain += ' ';
  return plain;
}

}  // namespace kept::base
