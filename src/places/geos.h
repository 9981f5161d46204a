#pragma once

// Private to places/: what GEOS makes, owned. GEOS counts longitude as x and latitude as y; a line
// between two positions is straight on that plane, as RFC 7946 says.

#include <geos_c.h>

#include <memory>
#include <string>

namespace kept::places {

/// One context serves one thread at a time; what was made in it ends before it.
class Geos {
 public:
  Geos() : handle_(GEOS_init_r()) {
    GEOSContext_setErrorMessageHandler_r(
        handle_,
        [](const char* message, void* kept) { *static_cast<std::string*>(kept) = message; },
        &trouble_);
  }
  ~Geos() { GEOS_finish_r(handle_); }
  Geos(const Geos&) = delete;
  Geos& operator=(const Geos&) = delete;

  [[nodiscard]] GEOSContextHandle_t handle() const { return handle_; }
  /// What it said last when something failed.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }

  struct Destroy {
    GEOSContextHandle_t handle;
    void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(handle, geometry); }
    void operator()(const GEOSPreparedGeometry* geometry) const {
      GEOSPreparedGeom_destroy_r(handle, geometry);
    }
    void operator()(GEOSSTRtree* tree) const { GEOSSTRtree_destroy_r(handle, tree); }
    void operator()(GEOSGeoJSONReader* reader) const {
      GEOSGeoJSONReader_destroy_r(handle, reader);
    }
    void operator()(GEOSGeoJSONWriter* writer) const {
      GEOSGeoJSONWriter_destroy_r(handle, writer);
    }
    void operator()(char* text) const { GEOSFree_r(handle, text); }
  };
  template <typename T>
  using Owned = std::unique_ptr<T, Destroy>;
  template <typename T>
  [[nodiscard]] Owned<T> own(T* made) const {
    return {made, Destroy{handle_}};
  }

  /// Nothing when it is no geometry; trouble() says why.
  [[nodiscard]] Owned<GEOSGeometry> read(const std::string& geojson) {
    const auto reader = own(GEOSGeoJSONReader_create_r(handle_));
    return own(GEOSGeoJSONReader_readGeometry_r(handle_, reader.get(), geojson.c_str()));
  }

 private:
  GEOSContextHandle_t handle_;
  std::string trouble_;
};

}  // namespace kept::places
