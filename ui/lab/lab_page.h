#pragma once

#include "ui/session/views/context.h"
#include "ui/session/views/views.h"

class QStackedWidget;
class QVBoxLayout;

namespace stampede::ui {

class ControlPanel;
class Headline;
class LiveBar;
class PinnedControls;
class StoryStrip;
class TrackArea;
class VersusPanel;

/// The lab: parameters at the left; headline and tracks beside them.
class LabPage : public Page {
    Q_OBJECT

public:
    explicit LabPage(const Context& context, QWidget* parent = nullptr);

    ControlPanel* controls() const { return controls_; }
    Headline* headline() const { return headline_; }
    StoryStrip* story() const { return story_; }
    TrackArea* tracks() const { return tracks_; }
    /// Hides the parameters, for something else that needs their room.
    void setControlsFolded(bool folded);
    LiveBar* liveBar() const { return liveBar_; }
    /// A live run beside its simulation, in the place of the tracks; nullptr until it is first asked for.
    VersusPanel* versus() const { return versus_; }
    bool showsVersus() const;
    void showVersus(bool on);
    bool settled() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void present(bool on);
    void placeStory(bool asSubtitle);
    QWidget* makeCentre(const Context& context);
    void showControls();

    Context context_;
    ControlPanel* controls_ = nullptr;
    bool presenting_ = false;
    QWidget* rule_ = nullptr;
    Headline* headline_ = nullptr;
    StoryStrip* story_ = nullptr;
    QVBoxLayout* above_ = nullptr;  ///< what stands above the pictures
    LiveBar* liveBar_ = nullptr;
    TrackArea* tracks_ = nullptr;
    bool folded_ = false;
    VersusPanel* versus_ = nullptr;
    QStackedWidget* middle_ = nullptr;  ///< the tracks, or the versus panel
    PinnedControls* pinned_ = nullptr;
};

}  // namespace stampede::ui
