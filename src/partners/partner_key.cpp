#include "partners/partner_key.h"

#include <cstdlib>
#include <fstream>

#include "base/trimmed.h"

namespace kept::partners {
namespace {

constexpr std::size_t kLongestKey = 1000;

base::Error no_key(const desk::PartnerRow& partner, const std::string& where) {
  return base::unavailable("partner.no_key", "There is no key for '" + partner.key + "' in " +
                                                 where + "; nothing is sent to it until then.");
}

}  // namespace

base::Result<std::string> key_of(const desk::PartnerRow& partner) {
  if (!partner.key_variable.empty()) {
    const char* key = std::getenv(partner.key_variable.c_str());
    if (key == nullptr || *key == '\0') {
      return no_key(partner, "the environment (" + partner.key_variable + ")");
    }
    return std::string(key);
  }
  if (partner.key_file.empty()) return std::string();
  std::ifstream file(partner.key_file);
  std::string text(kLongestKey, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  std::string key(base::trimmed(text));
  if (key.empty()) return no_key(partner, "the file " + partner.key_file);
  return key;
}

}  // namespace kept::partners
