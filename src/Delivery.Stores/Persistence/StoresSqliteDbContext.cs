using Microsoft.EntityFrameworkCore;

namespace Delivery.Stores.Persistence;

internal sealed class StoresSqliteDbContext(DbContextOptions<StoresSqliteDbContext> options) : StoresDbContext(options);
