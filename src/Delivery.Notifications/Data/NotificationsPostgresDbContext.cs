using Microsoft.EntityFrameworkCore;

namespace Delivery.Notifications.Data;

internal sealed class NotificationsPostgresDbContext(DbContextOptions<NotificationsPostgresDbContext> options) : NotificationsDbContext(options);
