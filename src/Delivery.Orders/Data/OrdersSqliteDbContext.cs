using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Data;

internal sealed class OrdersSqliteDbContext(DbContextOptions<OrdersSqliteDbContext> options) : OrdersDbContext(options);
