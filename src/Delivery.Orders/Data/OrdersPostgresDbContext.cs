using Microsoft.EntityFrameworkCore;

namespace Delivery.Orders.Data;

internal sealed class OrdersPostgresDbContext(DbContextOptions<OrdersPostgresDbContext> options) : OrdersDbContext(options);
