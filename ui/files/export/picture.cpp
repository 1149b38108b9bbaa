#include "ui/files/export/picture.h"

#include "ui/files/export/svg_device.h"

#include <QApplication>
#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>
#include <QWidget>

namespace stampede::ui {

namespace {

constexpr QWidget::RenderFlags whole = QWidget::DrawWindowBackground | QWidget::DrawChildren;

/// Puts another theme in force for a while; the window on the screen stands still meanwhile.
class Ground {
public:
    Ground(QWidget& window, std::optional<Theme::Name> wanted) : window_(window), before_(theme().name)
    {
        if (wanted && *wanted != before_) change(*wanted);
    }
    ~Ground()
    {
        if (!changed_) return;
        change(before_);
        window_.setUpdatesEnabled(true);
    }
    Ground(const Ground&) = delete;
    Ground& operator=(const Ground&) = delete;

private:
    void change(Theme::Name name)
    {
        changed_ = true;
        window_.setUpdatesEnabled(false);
        applyTheme(*qApp, name);
        // Parts that make themselves anew do so when they come to it, and one layout may ask for another.
        for (int i = 0; i < 4; ++i) QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    }

    QWidget& window_;
    Theme::Name before_;
    bool changed_ = false;
};

void paint(QPainter& painter, QWidget& what)
{
    painter.fillRect(what.rect(), theme().paper);
    what.render(&painter, QPoint(), QRegion(), whole);
}

QImage imageOf(QWidget& what, double scale)
{
    QImage image(what.size() * scale, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    image.fill(theme().paper);
    what.render(&image, QPoint(), QRegion(), whole);
    return image;
}

QByteArray svgOf(QWidget& what, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    SvgDevice device(buffer, what.size(), title);
    QPainter painter(&device);
    paint(painter, what);
    painter.end();
    return bytes;
}

QByteArray pdfOf(QWidget& what, const QString& title)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(title);
    writer.setCreator(QStringLiteral("Stampede Lab"));
    writer.setResolution(paperDotsPerInch);
    writer.setPageSize(QPageSize(QSizeF(what.size()) * 72 / paperDotsPerInch, QPageSize::Point, QString(),
                                 QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter(&writer);
    paint(painter, what);
    painter.end();
    return bytes;
}

}  // namespace

QString pictureFormatTitle(PictureFormat format)
{
    return pictureFormatSuffix(format).toUpper();
}

QString pictureFormatSuffix(PictureFormat format)
{
    switch (format) {
    case PictureFormat::svg: return QStringLiteral("svg");
    case PictureFormat::png: return QStringLiteral("png");
    case PictureFormat::pdf: return QStringLiteral("pdf");
    }
    return {};
}

QImage pictureImage(const PictureWish& wish)
{
    const Ground ground(*wish.what->window(), wish.ground);
    QImage image = imageOf(*wish.what, wish.scale);
    const QString titleKey = QStringLiteral("Title"),
                  programKey = QStringLiteral("Software");  // names of the PNG standard
    image.setText(titleKey, wish.title);
    image.setText(programKey, QStringLiteral("Stampede Lab"));
    return image;
}

QByteArray pictureBytes(const PictureWish& wish)
{
    if (wish.format == PictureFormat::png) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        pictureImage(wish).save(&buffer, "PNG");
        return bytes;
    }
    const Ground ground(*wish.what->window(), wish.ground);
    return wish.format == PictureFormat::svg ? svgOf(*wish.what, wish.title) : pdfOf(*wish.what, wish.title);
}

}  // namespace stampede::ui
