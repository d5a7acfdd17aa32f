using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Data;

internal sealed class StatusSqliteDbContext(DbContextOptions<StatusSqliteDbContext> options) : StatusDbContext(options);
