using Microsoft.EntityFrameworkCore;

namespace Delivery.Status.Data;

internal sealed class StatusPostgresDbContext(DbContextOptions<StatusPostgresDbContext> options) : StatusDbContext(options);
