using Microsoft.EntityFrameworkCore;

namespace Delivery.Notifications.Data;

internal sealed class NotificationsSqliteDbContext(DbContextOptions<NotificationsSqliteDbContext> options) : NotificationsDbContext(options);
