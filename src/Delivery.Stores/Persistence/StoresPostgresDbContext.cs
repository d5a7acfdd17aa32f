using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Persistence;

internal sealed class StoresPostgresDbContext(DbContextOptions<StoresPostgresDbContext> options) : StoresDbContext(options);
