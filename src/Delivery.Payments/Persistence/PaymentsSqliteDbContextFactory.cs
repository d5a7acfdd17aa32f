using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Payments.Persistence;

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class PaymentsSqliteDbContextFactory : IDesignTimeDbContextFactory<PaymentsSqliteDbContext>
{
    public PaymentsSqliteDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PaymentsSqliteDbContext>();
        options.UseModuleSqlite("design.db");
        return new PaymentsSqliteDbContext(options.Options);
    }
}
