#include "http/open_data/feed.h"

#include <pugixml.hpp>
#include <sstream>

#include "base/time_text.h"
#include "base/xml_text.h"

namespace kept::http {
namespace {

struct FeedWords {
  const char* title;
  const char* open;
  const char* closed;
};
constexpr FeedWords kEnglish{"Service requests", "open", "closed"};
constexpr FeedWords kFrench{"Demandes de service", "ouverte", "close"};

std::string to_second(base::Instant instant) {
  return base::format_utc(std::chrono::floor<std::chrono::seconds>(instant));
}

void add(pugi::xml_node parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(base::xml_text(text).c_str());
}

void link(pugi::xml_node parent, const char* relation, const std::string& address) {
  pugi::xml_node node = parent.append_child("link");
  node.append_attribute("rel") = relation;
  node.append_attribute("href") = address.c_str();
}

base::Instant changed(const desk::OpenRecord& record) {
  return record.updated_at.value_or(record.requested_at);
}

void entry(pugi::xml_node feed, const Feed& of, const FeedWords& words,
           const desk::OpenRecord& record) {
  pugi::xml_node node = feed.append_child("entry");
  const std::string address = of.origin + "/open311/v2/requests/" + record.id;
  add(node, "id", address + ".xml");
  add(node, "title", record.service_name);
  add(node, "published", to_second(record.requested_at));
  add(node, "updated", to_second(changed(record)));
  link(node, "alternate", address + ".json");
  pugi::xml_node service = node.append_child("category");
  service.append_attribute("term") = base::xml_text(record.service_code).c_str();
  service.append_attribute("label") = base::xml_text(record.service_name).c_str();
  std::string summary = record.open ? words.open : words.closed;
  for (const std::string* text : {&record.address, &record.description}) {
    if (!text->empty()) summary += ": " + *text;
  }
  add(node, "summary", summary);
  if (record.point) {
    add(node, "georss:point",
        domain::plain_decimal(record.point->lat) + " " + domain::plain_decimal(record.point->lng));
  }
}

}  // namespace

std::string atom(const Feed& of) {
  const FeedWords& words = of.language == "fr" ? kFrench : kEnglish;
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "utf-8";
  pugi::xml_node feed = document.append_child("feed");
  feed.append_attribute("xmlns") = "http://www.w3.org/2005/Atom";
  feed.append_attribute("xmlns:georss") = "http://www.georss.org/georss";
  feed.append_attribute("xml:lang") = of.language.c_str();
  add(feed, "id", of.address);
  add(feed, "title", of.city + " 311: " + words.title);
  // An empty one changed when the epoch began: the same question gets the same bytes.
  add(feed, "updated",
      to_second(of.entries.empty() ? base::Instant{} : changed(of.entries.front())));
  link(feed, "self", of.address);
  add(feed.append_child("author"), "name", of.city);
  for (const desk::OpenRecord& record : of.entries) entry(feed, of, words, record);
  std::ostringstream out;
  document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return out.str();
}

}  // namespace kept::http
