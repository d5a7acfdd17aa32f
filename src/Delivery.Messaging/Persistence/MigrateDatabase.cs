using Delivery.ServiceDefaults.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Messaging.Persistence;

/// <summary>Brings a module's schema up to date. EF Core's own lock makes concurrent runs wait for each other.</summary>
internal sealed class MigrateDatabase<TContext>(string module, IServiceScopeFactory scopes) : IModuleSetup
    where TContext : ModuleDbContext
{
    public int Order => 0;

    public string Description => $"migrate {module}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TContext>();
        if (db.IsSqlite)
        {
            await MigrateSqliteAsync(db, cancellationToken);
        }
        else
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
    }

    private static async Task MigrateSqliteAsync(TContext db, CancellationToken cancellationToken)
    {
        // One process owns the file. On SQLite EF Core's lock is a row, which stays when the process is killed in between, and every later
        // start would wait for it for ever: whatever is there now was left behind.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\";", cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);

        // Readers do not wait for the writer, and a commit is one write. The mode stays with the file.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
    }
}
