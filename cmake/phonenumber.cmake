# Target `phonenumber`: libphonenumber's shared library from Debian, with the headers that
# script/bootstrap unpacks (Debian's -dev package cannot be installed beside Boost 1.81).
set(KEPT_PHONENUMBER_INCLUDE ${CMAKE_SOURCE_DIR}/build/deps/libphonenumber/usr/include)
if(NOT EXISTS ${KEPT_PHONENUMBER_INCLUDE}/phonenumbers/phonenumberutil.h)
  message(FATAL_ERROR "libphonenumber's headers are missing: run script/bootstrap first")
endif()
find_package(absl REQUIRED)
find_library(KEPT_PHONENUMBER_LIBRARY NAMES libphonenumber.so.8 REQUIRED)
find_library(KEPT_PROTOBUF_LIBRARY NAMES protobuf REQUIRED)

add_library(phonenumber INTERFACE IMPORTED)
target_include_directories(phonenumber SYSTEM INTERFACE ${KEPT_PHONENUMBER_INCLUDE})
# The headers hold inline code of protobuf and abseil, so their users link these as well.
target_link_libraries(phonenumber INTERFACE
  ${KEPT_PHONENUMBER_LIBRARY} ${KEPT_PROTOBUF_LIBRARY}
  absl::node_hash_map absl::node_hash_set absl::flat_hash_map absl::flat_hash_set)
