#pragma once

#include <QImage>
#include <QWidget>

#include "ui/session/session.h"
#include "ui/tracks/height_share.h"
#include "ui/tracks/time_axis.h"
#include "ui/tracks/track_gestures.h"

#include <optional>

namespace stampede::ui {

struct Theme;

/// One card of the lab's centre: a title, a sentence beside it, and a plot on the common time axis. What the
/// plot holds is drawn once for a run, range and size, and kept; the playhead, the paler future and texts
/// that follow the playhead are laid over it, so a moving playhead costs a few columns.
///
/// Mouse, on every track: drag moves the playhead, the wheel zooms around the cursor, Shift and the wheel or
/// a drag with the middle button pan, a double click shows all. Shift and drag select a range, Ctrl and click
/// set a cursor, and cursors can be dragged. A click on the title folds the track, a drag of the title moves
/// it among the others, a drag of its lower edge makes it higher or lower; a double click there gives it its
/// own height again.
class Track : public QWidget {
    Q_OBJECT

public:
    Track(Session& session, const QString& title, QWidget* parent);

    /// Folded by its user, or because it has nothing to say about this run.
    bool isFolded() const;
    void setFolded(bool folded);
    /// As its user wants it; nullopt: as the run suggests.
    std::optional<bool> foldedByUser() const { return wanted_.folded; }
    void resetFolded();
    /// Height of the plot at scale 1, as its user wants it; nullopt: its own, and a share of what is to
    /// spare.
    std::optional<int> chosenHeight() const { return wanted_.height; }
    void setChosenHeight(std::optional<int> height);
    /// By so much, from the height it has now.
    void growBy(int pixels);
    /// It follows the mouse to another place.
    void setLifted(bool lifted);
    /// Hidden from view until a question is answered.
    void setMasked(bool masked);
    bool isMasked() const { return masked_; }
    /// The picture is of an older run while a newer one is computed.
    void setOutdated(bool outdated);

    /// Height it would like to have, and its share of what is to spare (0: none).
    virtual int plotHeight() const = 0;
    virtual int stretch() const { return 0; }
    /// The lowest plot that still says what it should.
    virtual int leastPlotHeight() const { return plotHeight(); }
    /// How much it matters for the strategy at hand: where room is short, who matters least folds first.
    virtual int matters() const = 0;
    /// What it asks of the column; `low`: with a lower title, where room is short.
    TrackWish wish(bool low) const;
    void give(const TrackShare& share, bool low);
    /// What the track shows at the playhead, in words, for those who do not see it.
    virtual QString summary() = 0;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

    /// Where every track's plot starts and how far from the right edge it ends.
    static int gutterLeft();
    static int gutterRight();

signals:
    void foldedChanged(bool folded);
    void heightChosen();
    void titleDragged(QPoint globalPosition);
    void titleDropped();

protected:
    Session& session() const { return session_; }
    /// The run that is shown, or nullptr; never null inside paintPlot and paintLive.
    const Run* run() const { return run_.get(); }
    QRectF plotRect() const;
    TimeAxis axis() const;
    double playheadX() const { return axis().x(session_.playback().playhead()); }

    virtual QString subtitle() { return QString(); }
    /// Why there is nothing to draw; empty when there is.
    virtual QString nothingToSay() const { return QString(); }
    /// Folded until its user opens it.
    virtual bool startsFolded() const { return false; }
    /// Draws itself even when masked, without giving anything away.
    virtual bool keepsSecrets() const { return false; }
    virtual bool hasTimeAxis() const { return true; }
    virtual bool labelsTime() const { return false; }
    /// Whether the playhead's time stands on the labelled axis.
    virtual bool namesPlayhead() const { return false; }
    /// What is left below the plot, at scale 1: for labels and the card's edge.
    virtual int heightBelow() const { return labelsTime() ? 26 : 12; }
    /// A new run or ghost is there.
    virtual void prepare() {}
    /// Run, range, size or theme have changed: what was worked out for the picture no longer holds.
    virtual void pictureOutdated() {}
    /// What lies below and never pales: grid and labels.
    virtual void paintFrame(QPainter& painter);
    /// The content, at full strength, on transparent ground.
    virtual void paintPlot(QPainter& painter) = 0;
    /// What follows playhead and selection, on top of all.
    virtual void paintLive(QPainter&) {}
    /// What paintLive and the playhead cover when the playhead is at `x`.
    virtual QRegion liveRegion(double x) const;
    virtual void clicked(QPointF at);
    virtual void hovered(QPointF) {}
    virtual void unhovered() {}

    /// The kept picture no longer holds.
    void redraw();
    double paleness() const;
    /// Of what is painted onto now: the widget's own, or that of a file or another picture.
    double pixelRatio() const;

    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent*) override;
    bool event(QEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void wheelEvent(QWheelEvent*) override;
    void leaveEvent(QEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    /// How it was when a button of the mouse went down.
    struct AtPress {
        TimeRange visible;
        int height = 0;
    };
    void takeRun();
    void playheadMoved();
    void drawFrame();
    void paintBehind(QPainter& painter);
    void paintInFront(QPainter& painter);
    void paintElsewhere(QPainter& painter);
    void drawContent();
    void paintCard(QPainter& painter);
    void paintTitle(QPainter& painter);
    void paintMask(QPainter& painter);
    void paintContent(QPainter& painter);
    void paintPlayhead(QPainter& painter);
    void paintTimeLabels(QPainter& painter);
    /// Folded whatever room there is.
    bool foldsByItself() const;
    int titleHeight() const { return titleHeight(given_ && given_->low); }
    int titleHeight(bool low) const;
    int plotHeightNow() const;
    TrackGeometry geometryNow() const;
    void act(const TrackRequest& request);

    Session& session_;
    RunPtr run_;
    QString title_;
    double elsewhereRatio_ = 0;  ///< while it is painted onto another surface: pixels a pixel there
    QImage frame_, content_;     ///< kept pictures; null when they no longer hold
    struct Wanted {
        std::optional<bool> folded;
        std::optional<int> height;
    };
    struct Given {
        TrackShare share;
        bool low = false;
    };
    Wanted wanted_;               ///< by its user
    std::optional<Given> given_;  ///< by the column that it stands in
    bool masked_ = false, outdated_ = false, focusedByKey_ = false, lifted_ = false;
    TrackGestures gestures_;
    AtPress atPress_;
    double lastPlayheadX_ = 0;
};

}  // namespace stampede::ui
