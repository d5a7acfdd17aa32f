using Microsoft.EntityFrameworkCore;

namespace Delivery.Riders.Persistence;

internal sealed class RidersPostgresDbContext(DbContextOptions<RidersPostgresDbContext> options) : RidersDbContext(options);
