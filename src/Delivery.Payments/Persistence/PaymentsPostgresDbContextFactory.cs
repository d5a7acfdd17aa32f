using Delivery.Contracts;
using Delivery.Messaging.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Delivery.Payments.Persistence;

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class PaymentsPostgresDbContextFactory : IDesignTimeDbContextFactory<PaymentsPostgresDbContext>
{
    public PaymentsPostgresDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PaymentsPostgresDbContext>();
        options.UseModulePostgres("Host=localhost", Modules.Payments);
        return new PaymentsPostgresDbContext(options.Options);
    }
}
