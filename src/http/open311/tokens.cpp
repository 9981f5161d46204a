#include "http/open311/tokens.h"

#include <charconv>

namespace kept::http {
namespace {

constexpr char kKind = 'r';  // apart from what else is signed
constexpr char kParting = '~';

}  // namespace

// A dot would be taken for the beginning of the format's name.
std::string token_of(const base::Signer& signer, domain::CaseId id) {
  std::string token = signer.sign(kKind + std::to_string(id.value));
  token[token.find('.')] = kParting;
  return token;
}

std::optional<domain::CaseId> case_of_token(const base::Signer& signer, const std::string& token) {
  std::string signed_text = token;
  const std::size_t parting = signed_text.find(kParting);
  if (parting == std::string::npos) return std::nullopt;
  signed_text[parting] = '.';
  const auto text = signer.verify(signed_text);
  if (!text || text->front() != kKind) return std::nullopt;
  domain::CaseId id;
  const auto read = std::from_chars(text->data() + 1, text->data() + text->size(), id.value);
  if (read.ec != std::errc{} || read.ptr != text->data() + text->size()) return std::nullopt;
  return id;
}

}  // namespace kept::http
