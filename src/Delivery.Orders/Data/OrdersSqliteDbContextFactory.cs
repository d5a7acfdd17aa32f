using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Orders.Data;

/// <summary>For <c>dotnet ef</c>, which only needs the model.</summary>
internal sealed class OrdersSqliteDbContextFactory : IDesignTimeDbContextFactory<OrdersSqliteDbContext>
{
    public OrdersSqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<OrdersSqliteDbContext>();
        options.UseModuleSqlite("design-time.db");
        return new OrdersSqliteDbContext(options.Options);
    }
}
