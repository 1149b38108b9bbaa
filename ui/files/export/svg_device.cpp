#include "ui/files/export/svg_device.h"

#include <QBuffer>
#include <QFontMetricsF>
#include <QHash>
#include <QPaintEngine>
#include <QPainterPath>
#include <QPixmap>
#include <QTextStream>

#include <algorithm>
#include <optional>
#include <utility>

namespace stampede::ui {

namespace {

QString number(double v)
{
    QString text = QString::number(v, 'f', 3);
    while (text.endsWith(u'0')) text.chop(1);
    if (text.endsWith(u'.')) text.chop(1);
    return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

QString paintText(const char* what, const QColor& colour)
{
    QString text = QStringLiteral(" %1=\"%2\"").arg(QLatin1String(what), colour.name());
    if (colour.alpha() < 255)
        text += QStringLiteral(" %1-opacity=\"%2\"").arg(QLatin1String(what), number(colour.alphaF()));
    return text;
}

QString pathText(const QPainterPath& path)
{
    QString d;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element e = path.elementAt(i);
        switch (e.type) {
        case QPainterPath::MoveToElement: d += u'M'; break;
        case QPainterPath::LineToElement: d += u'L'; break;
        case QPainterPath::CurveToElement: d += u'C'; break;
        case QPainterPath::CurveToDataElement: d += u' '; break;
        }
        d += number(e.x) + u' ' + number(e.y);
    }
    return d;
}

}  // namespace

class SvgDevice::Engine : public QPaintEngine {
public:
    Engine(QIODevice& out, QSize size, const QString& title)
        : QPaintEngine(PaintEngineFeatures(AllFeatures & ~PatternBrush & ~PerspectiveTransform &
                                           ~LinearGradientFill & ~RadialGradientFill & ~ConicalGradientFill &
                                           ~PorterDuff & ~BlendModes & ~RasterOpModes)),
          out_(&out), size_(size), title_(title)
    {
    }

    bool begin(QPaintDevice*) override
    {
        out_ << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             << QStringLiteral(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
                    "width=\"%1\" "
                    "height=\"%2\" viewBox=\"0 0 %1 %2\">\n<title>%3</title>\n")
                    .arg(size_.width())
                    .arg(size_.height())
                    .arg(title_.toHtmlEscaped());
        return true;
    }
    bool end() override
    {
        closeClip();
        out_ << "</svg>\n";
        out_.flush();
        return out_.status() == QTextStream::Ok;
    }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState& s) override
    {
        const DirtyFlags dirty = s.state();
        if (dirty & DirtyPen) pen_ = s.pen();
        if (dirty & DirtyBrush) brush_ = s.brush();
        if (dirty & DirtyTransform) transform_ = s.transform();
        if (dirty & DirtyOpacity) opacity_ = s.opacity();
        if (dirty & (DirtyClipPath | DirtyClipRegion | DirtyClipEnabled)) takeClip(s);
    }

    void drawPath(const QPainterPath& path) override { element(path, path.fillRule(), true); }
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override
    {
        QPainterPath path(points[0]);
        for (int i = 1; i < count; ++i) path.lineTo(points[i]);
        if (mode != PolylineMode) path.closeSubpath();
        element(path, mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill, mode != PolylineMode);
    }
    void drawRects(const QRectF* rects, int count) override
    {
        const auto clip = rectangularClip();
        const bool cuts = clip && pen_.style() == Qt::NoPen && transform_.type() <= QTransform::TxTranslate;
        for (int i = 0; i < count; ++i) {
            QPainterPath path;
            path.addRect(cuts ? transform_.inverted().mapRect(transform_.mapRect(rects[i]) & *clip)
                              : rects[i]);
            if (!path.boundingRect().isEmpty() || pen_.style() != Qt::NoPen) drawPath(path);
        }
    }
    void drawPixmap(const QRectF& at, const QPixmap& pixmap, const QRectF& part) override
    {
        drawImage(at, pixmap.toImage(), part, Qt::AutoColor);
    }
    void drawImage(const QRectF& at, const QImage& image, const QRectF& part,
                   Qt::ImageConversionFlags) override
    {
        const auto clip = rectangularClip();
        if (clip && transform_.type() <= QTransform::TxTranslate && !clip->contains(transform_.mapRect(at)))
            return drawCut(at, image, part, *clip);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        (part == QRectF(image.rect()) ? image : image.copy(part.toAlignedRect())).save(&buffer, "PNG");
        openClip(transform_.mapRect(at));
        out_ << QStringLiteral(
                    "<image x=\"%1\" y=\"%2\" width=\"%3\" height=\"%4\" preserveAspectRatio=\"none\"%5 "
                    "xlink:href=\"data:image/png;base64,")
                    .arg(number(at.x()), number(at.y()), number(at.width()), number(at.height()), common())
             << bytes.toBase64() << "\"/>\n";
    }
    void drawTextItem(const QPointF& at, const QTextItem& item) override
    {
        const QFont font = item.font();
        const QString text = item.text().toHtmlEscaped();
        if (text.trimmed().isEmpty()) return;
        openClip(transform_.mapRect(
            QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())));
        QString look = QStringLiteral(" font-family=\"%1\" font-size=\"%2\"")
                           .arg(font.family().toHtmlEscaped(), number(QFontInfo(font).pixelSize()));
        if (font.weight() != QFont::Normal)
            look += QStringLiteral(" font-weight=\"%1\"").arg(int(font.weight()));
        if (font.italic()) look += QStringLiteral(" font-style=\"italic\"");
        if (font.letterSpacing() != 0 && font.letterSpacingType() == QFont::AbsoluteSpacing)
            look += QStringLiteral(" letter-spacing=\"%1\"").arg(number(font.letterSpacing()));
        // Its length too: with another font in its place nothing overlaps.
        out_ << QStringLiteral(
                    "<text x=\"%1\" y=\"%2\" textLength=\"%3\" lengthAdjust=\"spacingAndGlyphs\" "
                    "xml:space=\"preserve\"%4%5%6>%7</text>\n")
                    .arg(number(at.x()), number(at.y()), number(item.width()), look,
                         paintText("fill", pen_.color()), common(), text);
    }

private:
    void takeClip(const QPaintEngineState& s)
    {
        if (s.state() & DirtyClipEnabled && !s.isClipEnabled()) {
            clip_ = QPainterPath();
            clipped_ = false;
            return;
        }
        if (!(s.state() & (DirtyClipPath | DirtyClipRegion))) {
            clipped_ = s.isClipEnabled();
            return;
        }
        QPainterPath path;
        if (s.state() & DirtyClipPath)
            path = s.clipPath();
        else
            path.addRegion(s.clipRegion());
        path = s.transform().map(path);
        if (s.clipOperation() == Qt::NoClip) {
            clipped_ = false;
            return;
        }
        clip_ = clipped_ && s.clipOperation() == Qt::IntersectClip ? clip_.intersected(path) : path;
        clipped_ = true;
    }

    /// The clip that holds now, where it is one rectangle.
    std::optional<QRectF> rectangularClip() const
    {
        const QRegion of = systemClip();
        if (of.rectCount() > 1) return {};
        std::optional<QRectF> widget;
        if (!of.isEmpty()) widget = QRectF(of.boundingRect());
        if (!clipped_) return widget;
        const QRectF box = clip_.boundingRect();
        QPainterPath whole;
        whole.addRect(box);
        if (!(whole - clip_).isEmpty()) return {};
        return widget ? box & *widget : box;
    }
    /// A picture that reaches beyond the clip is cut, so that it needs none: not every viewer knows clips.
    void drawCut(const QRectF& at, const QImage& image, const QRectF& part, const QRectF& clip)
    {
        const QRectF there = transform_.mapRect(at) & clip;
        if (there.isEmpty()) return;
        const QRectF here = transform_.inverted().mapRect(there);
        const double across = part.width() / at.width(), down = part.height() / at.height();
        const QRect pixels =
            QRectF(part.x() + (here.x() - at.x()) * across, part.y() + (here.y() - at.y()) * down,
                   here.width() * across, here.height() * down)
                .toAlignedRect() &
            image.rect();
        const QRectF exact(at.x() + (pixels.x() - part.x()) / across, at.y() + (pixels.y() - part.y()) / down,
                           pixels.width() / across, pixels.height() / down);
        const QImage cut = image.copy(pixels);
        const bool was = std::exchange(clipped_, false), free = std::exchange(unclipped_, true);
        drawImage(exact, cut, cut.rect(), Qt::AutoColor);
        clipped_ = was;
        unclipped_ = free;
    }

    /// Puts what follows into a group with the clip that holds now: the painter's, and that of the widget
    /// within its window. What lies within it anyway needs none. `bounds`: what will be painted, in the
    /// device's coordinates.
    void openClip(const QRectF& bounds)
    {
        const auto rectangle = rectangularClip();
        if (unclipped_ || (rectangle && rectangle->contains(bounds))) return closeClip();
        QPainterPath all = clip_;
        const QRegion of = systemClip();
        bool any = clipped_;
        if (!of.isEmpty()) {
            QPainterPath widget;
            widget.addRegion(of);
            const bool whole = of.boundingRect().contains(QRect(QPoint(), size_)) && of.rectCount() == 1;
            if (!whole) {
                all = any ? all.intersected(widget) : widget;
                any = true;
            }
        }
        const QString d = any ? pathText(all) : QString();
        if (d == open_ && any == isOpen_) return;
        closeClip();
        if (!any) return;
        if (!ids_.contains(d)) {
            ids_[d] = static_cast<int>(ids_.size()) + 1;
            out_ << QStringLiteral("<defs><clipPath id=\"c%1\"><path d=\"%2\"/></clipPath></defs>\n")
                        .arg(ids_[d])
                        .arg(d);
        }
        out_ << QStringLiteral("<g clip-path=\"url(#c%1)\">\n").arg(ids_[d]);
        isOpen_ = true;
        open_ = d;
    }
    void closeClip()
    {
        if (isOpen_) out_ << "</g>\n";
        isOpen_ = false;
        open_.clear();
    }

    QString common() const
    {
        QString text;
        const QTransform& t = transform_;
        if (t.type() == QTransform::TxTranslate)
            text += QStringLiteral(" transform=\"translate(%1 %2)\"").arg(number(t.dx()), number(t.dy()));
        else if (!t.isIdentity())
            text += QStringLiteral(" transform=\"matrix(%1 %2 %3 %4 %5 %6)\"")
                        .arg(number(t.m11()), number(t.m12()), number(t.m21()), number(t.m22()),
                             number(t.dx()), number(t.dy()));
        if (opacity_ < 1) text += QStringLiteral(" opacity=\"%1\"").arg(number(opacity_));
        return text;
    }
    QString stroke() const
    {
        if (pen_.style() == Qt::NoPen) return {};
        const double width = pen_.widthF() > 0 ? pen_.widthF() : 1;
        QString text =
            paintText("stroke", pen_.color()) + QStringLiteral(" stroke-width=\"%1\"").arg(number(width));
        if (pen_.isCosmetic() || pen_.widthF() <= 0)
            text += QStringLiteral(" vector-effect=\"non-scaling-stroke\"");
        if (pen_.capStyle() != Qt::FlatCap)
            text += pen_.capStyle() == Qt::RoundCap ? QStringLiteral(" stroke-linecap=\"round\"")
                                                    : QStringLiteral(" stroke-linecap=\"square\"");
        if (pen_.joinStyle() == Qt::RoundJoin) text += QStringLiteral(" stroke-linejoin=\"round\"");
        if (pen_.joinStyle() == Qt::BevelJoin) text += QStringLiteral(" stroke-linejoin=\"bevel\"");
        if (pen_.style() != Qt::SolidLine) {
            QStringList dashes;
            for (double dash : pen_.dashPattern()) dashes += number(dash * width);
            text += QStringLiteral(" stroke-dasharray=\"%1\"").arg(dashes.join(u' '));
            if (pen_.dashOffset() != 0)
                text += QStringLiteral(" stroke-dashoffset=\"%1\"").arg(number(pen_.dashOffset() * width));
        }
        return text;
    }
    void element(const QPainterPath& path, Qt::FillRule rule, bool fills)
    {
        const bool filled = fills && brush_.style() == Qt::SolidPattern;
        if (!filled && pen_.style() == Qt::NoPen) return;
        const double edge = pen_.style() == Qt::NoPen ? 0 : std::max(1.0, pen_.widthF());
        openClip(transform_.mapRect(path.controlPointRect()).adjusted(-edge, -edge, edge, edge));
        out_ << QStringLiteral("<path d=\"%1\"").arg(pathText(path))
             << (filled ? paintText("fill", brush_.color()) : QStringLiteral(" fill=\"none\""));
        if (filled && rule == Qt::OddEvenFill) out_ << " fill-rule=\"evenodd\"";
        out_ << stroke() << common() << "/>\n";
    }

    QTextStream out_;
    QSize size_;
    QString title_;
    QPen pen_;
    QBrush brush_;
    QTransform transform_;
    double opacity_ = 1;
    QPainterPath clip_;  ///< of the painter, in the device's coordinates; holds when clipped_
    bool clipped_ = false;
    bool unclipped_ = false;  ///< what is painted now has been cut to the clip
    QString open_;            ///< the clip of the group that is open
    bool isOpen_ = false;
    QHash<QString, int> ids_;
};

SvgDevice::SvgDevice(QIODevice& out, QSize size, const QString& title)
    : size_(size), engine_(std::make_unique<Engine>(out, size, title))
{
}

SvgDevice::~SvgDevice() = default;

QPaintEngine* SvgDevice::paintEngine() const
{
    return engine_.get();
}

int SvgDevice::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth: return size_.width();
    case PdmHeight: return size_.height();
    case PdmWidthMM: return qRound(size_.width() * 25.4 / paperDotsPerInch);
    case PdmHeightMM: return qRound(size_.height() * 25.4 / paperDotsPerInch);
    case PdmNumColors: return -1;
    case PdmDepth: return 32;
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY: return paperDotsPerInch;
    case PdmDevicePixelRatio: return 1;
    default: return QPaintDevice::metric(metric);
    }
}

}  // namespace stampede::ui
