using Microsoft.EntityFrameworkCore;

namespace Delivery.Riders.Persistence;

internal sealed class RidersSqliteDbContext(DbContextOptions<RidersSqliteDbContext> options) : RidersDbContext(options);
