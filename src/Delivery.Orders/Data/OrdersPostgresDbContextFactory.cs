using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Orders.Data;

/// <summary>For <c>dotnet ef</c>, which only needs the model.</summary>
internal sealed class OrdersPostgresDbContextFactory : IDesignTimeDbContextFactory<OrdersPostgresDbContext>
{
    public OrdersPostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<OrdersPostgresDbContext>();
        options.UseModulePostgres("Host=design-time", Modules.Orders);
        return new OrdersPostgresDbContext(options.Options);
    }
}
