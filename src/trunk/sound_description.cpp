#include "trunk/sound_description.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sofia-sip/sdp.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <limits>
#include <memory>
#include <string_view>

namespace kept::trunk {
namespace {

/// More is no telephone call, and our answer repeats each line.
constexpr std::size_t kMostText = 16'384;
constexpr std::size_t kMostLines = 16;
constexpr std::uint8_t kMuType = 0;
constexpr std::uint8_t kAType = 8;
constexpr std::uint8_t kDigitsType = 101;
constexpr unsigned long kRate = 8000;

struct FreeParser {
  void operator()(sdp_parser_t* parser) const { sdp_parser_free(parser); }
};

bool is_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool is_token(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return byte < 128 &&
         (std::isalnum(byte) != 0 ||
          std::string_view("!#$%&'*+-.^_`{|}~").find(character) != std::string_view::npos);
}

bool is_digit(char character) { return character >= '0' && character <= '9'; }

bool is_word_of(std::string_view text, bool (*is_ours)(char)) {
  return !text.empty() && std::ranges::all_of(text, is_ours);
}

/// As "RTP/AVP" and, of a port and how many, "41900/2".
bool are_words_of(std::string_view text, bool (*is_ours)(char)) {
  for (auto slash = text.find('/'); slash != text.npos; slash = text.find('/')) {
    if (!is_word_of(text.substr(0, slash), is_ours)) return false;
    text.remove_prefix(slash + 1);
  }
  return is_word_of(text, is_ours);
}

/// RFC 8866, 9: media, port, protocol and formats. On what is no token where a format is due,
/// Sofia's parser goes round for ever and takes all memory: whoever may send us an INVITE could
/// stop the telephone with 100 bytes. A protocol that begins with a slash it takes for a number of
/// ports, and our answer, which repeats it, would be none. Found by fuzz/sdp_fuzz.cpp.
bool is_media_line(std::string_view line) {
  constexpr std::array<bool (*)(char), 3> kFirst{is_token, is_digit, is_token};
  std::size_t field = 0;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view text = line.substr(0, end);
    const bool may_have_slashes = field == 1 || field == 2;
    const auto is_ours = field < kFirst.size() ? kFirst[field] : is_token;
    if (!(may_have_slashes ? are_words_of(text, is_ours) : is_word_of(text, is_ours))) return false;
    ++field;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return field > kFirst.size();
}

bool is_safe_to_parse(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    // Sofia would pass over blanks before a line's letter, and so take for a media line what is
    // none.
    const bool is_line = line.size() >= 2 && line[0] >= 'a' && line[0] <= 'z' && line[1] == '=';
    if (!line.empty() && !is_line) return false;
    if (line.starts_with("m=") && !is_media_line(line.substr(2))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

bool is_sound(const sdp_media_t& line) {
  const sdp_connection_t* at = sdp_media_connections(&line);
  return line.m_type == sdp_media_audio && line.m_proto == sdp_proto_rtp && line.m_port > 0 &&
         line.m_port <= std::numeric_limits<std::uint16_t>::max() && at != nullptr &&
         at->c_mcast == 0 && at->c_address != nullptr && is_address(at->c_address);
}

std::string refused(const sdp_media_t& line) {
  const sdp_rtpmap_t* map = line.m_rtpmaps;
  const std::string format = map != nullptr             ? std::to_string(map->rm_pt)
                             : line.m_format != nullptr ? line.m_format->l_text
                                                        : "0";
  return fmt::format("m={} 0 {} {}", line.m_type_name, line.m_proto_name, format);
}

void read_codings(const sdp_media_t& line, SoundDescription& into) {
  for (const sdp_rtpmap_t* map = line.m_rtpmaps; map != nullptr; map = map->rm_next) {
    if (map->rm_encoding == nullptr || map->rm_rate != kRate) continue;
    const auto is = [map](const char* name) { return strcasecmp(map->rm_encoding, name) == 0; };
    const auto type = static_cast<std::uint8_t>(map->rm_pt);
    if (is("PCMU")) into.codings.push_back({media::Law::mu, type});
    if (is("PCMA")) into.codings.push_back({media::Law::a, type});
    if (is("telephone-event")) into.digits_type = type;
  }
}

std::string kind_of(const std::string& address) {
  return address.find(':') == std::string::npos ? "IP4" : "IP6";
}

std::string head(const OwnSide& side) {
  const std::string kind = kind_of(side.address);
  return fmt::format("v=0\r\no=- {} {} IN {} {}\r\ns=-\r\nc=IN {} {}\r\nt=0 0\r\n", side.session,
                     side.version, kind, side.address, kind, side.address);
}

std::string map_of(media::Law law, unsigned type) {
  return fmt::format("a=rtpmap:{} {}/8000\r\n", type, law == media::Law::mu ? "PCMU" : "PCMA");
}

std::string digits_map(unsigned type) {
  return fmt::format("a=rtpmap:{} telephone-event/8000\r\na=fmtp:{} 0-15\r\n", type, type);
}

std::string_view direction(const SoundDescription& theirs) {
  if (theirs.wants_to_send && theirs.wants_to_receive) return "sendrecv";
  if (theirs.wants_to_send) return "recvonly";
  return theirs.wants_to_receive ? "sendonly" : "inactive";
}

}  // namespace

std::optional<SoundDescription> read_sdp(const std::string& text) {
  if (text.size() > kMostText || !is_safe_to_parse(text)) return std::nullopt;
  const std::unique_ptr<sdp_parser_t, FreeParser> parser(
      sdp_parse(nullptr, text.data(), static_cast<issize_t>(text.size()), sdp_f_mode_0000));
  const sdp_session_t* session = sdp_session(parser.get());
  if (session == nullptr) return std::nullopt;
  SoundDescription description;
  bool is_found = false;
  for (const sdp_media_t* line = session->sdp_media; line != nullptr; line = line->m_next) {
    if (description.lines.size() == kMostLines) return std::nullopt;
    if (is_found || !is_sound(*line)) {
      description.lines.push_back(refused(*line));
      // Our answer repeats it: it has to be a media line again, however Sofia took it apart.
      if (!is_safe_to_parse(description.lines.back())) return std::nullopt;
      continue;
    }
    is_found = true;
    description.lines.emplace_back();
    description.address = sdp_media_connections(line)->c_address;
    description.port = static_cast<std::uint16_t>(line->m_port);
    description.wants_to_send = (line->m_mode & sdp_sendonly) != 0;
    description.wants_to_receive = (line->m_mode & sdp_recvonly) != 0;
    read_codings(*line, description);
  }
  if (!is_found) return std::nullopt;
  return description;
}

std::optional<media::Format> agreed(const SoundDescription& theirs) {
  if (theirs.codings.empty()) return std::nullopt;
  return media::Format{theirs.codings.front().law, theirs.codings.front().type, theirs.digits_type};
}

std::string write_offer(const OwnSide& side, media::Law preferred) {
  const bool is_mu = preferred == media::Law::mu;
  const std::uint8_t first = is_mu ? kMuType : kAType;
  const std::uint8_t second = is_mu ? kAType : kMuType;
  return head(side) +
         fmt::format("m=audio {} RTP/AVP {} {} {}\r\n", side.port, first, second, kDigitsType) +
         map_of(media::Law::mu, kMuType) + map_of(media::Law::a, kAType) + digits_map(kDigitsType) +
         "a=ptime:20\r\na=sendrecv\r\n";
}

std::string write_answer(const OwnSide& side, const SoundDescription& theirs,
                         const media::Format& format) {
  std::string text = head(side);
  for (const std::string& line : theirs.lines) {
    if (!line.empty()) {
      text += line + "\r\n";
      continue;
    }
    text += fmt::format("m=audio {} RTP/AVP {}", side.port, format.sound_type);
    if (format.digits_type) text += fmt::format(" {}", *format.digits_type);
    text += "\r\n" + map_of(format.law, format.sound_type);
    if (format.digits_type) text += digits_map(*format.digits_type);
    text += fmt::format("a=ptime:20\r\na={}\r\n", direction(theirs));
  }
  return text;
}

}  // namespace kept::trunk
