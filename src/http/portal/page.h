#pragma once

#include <map>
#include <string>

namespace kept::http {

/// What stands around every page of the portal.
struct Frame {
  std::string language;       ///< "en" or "fr"
  std::string title;          ///< plain text; the window's title
  std::string city;           ///< empty where it is not known
  std::string other_address;  ///< this page in the other language; empty: there is none
};

/// Wraps a rendered body (HTML) in the frame that all pages share.
[[nodiscard]] std::string page(const Frame& frame, const std::string& body);

/// Escapes text for HTML.
[[nodiscard]] std::string escaped(const std::string& text);

/// The text of that name as HTML, with these values in it, each escaped. An empty value counts as
/// absent.
[[nodiscard]] std::string filled(const std::string& name, const std::string& language,
                                 const std::map<std::string, std::string>& values);

/// A telephone number that dials itself, in the groups in which the country reads it; short ones
/// (311) as they are. HTML.
[[nodiscard]] std::string phone_link(const std::string& phone, const std::string& region);

}  // namespace kept::http
