#pragma once

// Private to store/: plain values to and from JSON, driven by Boost.Describe. A member that is
// missing keeps its default, so documents written by an older program stay readable.

#include <array>
#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/instant.h"
#include "desk/word_names.h"

namespace kept::store::codec {

namespace json = boost::json;

template <typename T>
json::value encode(const T& value);
template <typename T>
void decode(const json::value& text, T& value);

template <typename T>
struct IsId : std::false_type {};
template <typename Tag>
struct IsId<base::Id<Tag>> : std::true_type {};
template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};
template <typename T>
struct IsPair : std::false_type {};
template <typename First, typename Second>
struct IsPair<std::pair<First, Second>> : std::true_type {};
template <typename T>
struct IsMap : std::false_type {};
template <typename T>
struct IsMap<std::map<std::string, T>> : std::true_type {};
template <typename T>
struct IsDuration : std::false_type {};
template <typename Rep, typename Period>
struct IsDuration<std::chrono::duration<Rep, Period>> : std::true_type {};

template <typename E>
std::string enum_name(E value) {
  return desk::name_of(value);
}

template <typename E>
std::optional<std::string> enum_name(const std::optional<E>& value) {
  if (!value) return std::nullopt;
  return desk::name_of(*value);
}

template <typename E>
E enum_value(std::string_view name) {
  if (const auto value = desk::word_of<E>(name)) return *value;
  throw std::runtime_error("unknown word in the store: " + std::string(name));
}

template <typename T>
json::value encode_members(const T& value) {
  json::object object;
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
      [&](auto member) {
        const auto& field = value.*member.pointer;
        if constexpr (IsOptional<std::remove_cvref_t<decltype(field)>>::value) {
          if (!field) return;
        }
        object[member.name] = encode(field);
      });
  return object;
}

template <typename T>
void decode_members(const json::object& object, T& value) {
  boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
      [&](auto member) {
        if (const json::value* field = object.if_contains(member.name)) {
          decode(*field, value.*member.pointer);
        }
      });
}

template <typename T>
json::value encode(const T& value) {
  if constexpr (std::is_same_v<T, bool> || std::is_same_v<T, std::string>) {
    return json::value(value);
  } else if constexpr (std::is_enum_v<T>) {
    return json::value(enum_name(value));
  } else if constexpr (std::is_integral_v<T>) {
    return json::value(std::int64_t{value});
  } else if constexpr (std::is_same_v<T, base::Instant>) {
    return json::value(std::int64_t{value.time_since_epoch().count()});
  } else if constexpr (IsDuration<T>::value) {
    return json::value(std::int64_t{value.count()});
  } else if constexpr (IsId<T>::value) {
    return json::value(value.value);
  } else if constexpr (IsOptional<T>::value) {
    return value ? encode(*value) : json::value(nullptr);
  } else if constexpr (IsVector<T>::value) {
    json::array array;
    for (const auto& element : value) array.push_back(encode(element));
    return array;
  } else if constexpr (IsPair<T>::value) {
    return json::array{encode(value.first), encode(value.second)};
  } else if constexpr (IsMap<T>::value) {
    json::object object;
    for (const auto& [key, element] : value) object[key] = encode(element);
    return object;
  } else {
    return encode_members(value);
  }
}

template <typename T>
void decode(const json::value& text, T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    value = text.as_bool();
  } else if constexpr (std::is_same_v<T, std::string>) {
    value = std::string(text.as_string());
  } else if constexpr (std::is_enum_v<T>) {
    value = enum_value<T>(text.as_string());
  } else if constexpr (std::is_integral_v<T>) {
    value = static_cast<T>(text.as_int64());
  } else if constexpr (std::is_same_v<T, base::Instant>) {
    value = base::Instant(base::Duration(text.as_int64()));
  } else if constexpr (IsDuration<T>::value) {
    value = T(static_cast<typename T::rep>(text.as_int64()));
  } else if constexpr (IsId<T>::value) {
    value.value = text.as_int64();
  } else if constexpr (IsOptional<T>::value) {
    if (text.is_null()) {
      value.reset();
    } else {
      decode(text, value.emplace());
    }
  } else if constexpr (IsVector<T>::value) {
    value.clear();
    for (const json::value& element : text.as_array()) decode(element, value.emplace_back());
  } else if constexpr (IsPair<T>::value) {
    decode(text.as_array().at(0), value.first);
    decode(text.as_array().at(1), value.second);
  } else if constexpr (IsMap<T>::value) {
    value.clear();
    for (const auto& element : text.as_object()) {
      decode(element.value(), value[std::string(element.key())]);
    }
  } else {
    decode_members(text.as_object(), value);
  }
}

template <typename T>
std::string to_text(const T& value) {
  return json::serialize(encode(value));
}
template <typename T>
T from_text(const std::string& text) {
  // What is parsed lives until the value has been read from it, so its parts share a few blocks.
  json::monotonic_resource memory;
  T value{};
  decode(json::parse(text, &memory), value);
  return value;
}

}  // namespace kept::store::codec
