using Delivery.ServiceDefaults.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Tests.Support;

/// <summary>Stands in for the migrations, which the contexts of the tests do not have.</summary>
internal sealed class CreateTables<TModule>(IServiceScopeFactory scopes) : IModuleSetup
    where TModule : ITestModule
{
    public int Order => 0;

    public string Description => $"create {TModule.Name}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TestDbContext<TModule>>();
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken))
        {
            await creator.CreateAsync(cancellationToken);
        }

        if (!await HasTablesAsync(db, cancellationToken))
        {
            await creator.CreateTablesAsync(cancellationToken);
        }
    }

    private static async Task<bool> HasTablesAsync(TestDbContext<TModule> db, CancellationToken cancellationToken)
    {
        var query = db.IsSqlite
            ? $"SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = 'entries'"
            : $"SELECT count(*)::int AS \"Value\" FROM pg_tables WHERE schemaname = '{TModule.Name}' AND tablename = 'entries'";
        return await db.Database.SqlQueryRaw<int>(query).SingleAsync(cancellationToken) > 0;
    }
}
