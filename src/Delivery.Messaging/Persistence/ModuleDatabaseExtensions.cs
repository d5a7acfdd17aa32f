using Delivery.Messaging.Bus;
using Delivery.Messaging.Idempotency;
using Delivery.Messaging.Relay;
using Delivery.ServiceDefaults.Modules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Messaging.Persistence;

/// <summary>Registers a module's database.</summary>
public static class ModuleDatabaseExtensions
{
    /// <summary>Registers the module's context on the configured provider, its transactions and its migrations.</summary>
    /// <typeparam name="TContext">The context that the module's code uses.</typeparam>
    /// <typeparam name="TSqlite">Its SQLite form, which owns the SQLite migrations.</typeparam>
    /// <typeparam name="TPostgres">Its PostgreSQL form, which owns the PostgreSQL migrations.</typeparam>
    public static void AddModuleDatabase<TContext, TSqlite, TPostgres>(this IHostApplicationBuilder builder, string module)
        where TContext : ModuleDbContext
        where TSqlite : TContext
        where TPostgres : TContext
    {
        var options = DatabaseOptions.For(builder.Configuration, module);
        if (options.UseSqlite)
        {
            Directory.CreateDirectory(options.DataDirectory);
            builder.Services.AddDbContextPool<TContext, TSqlite>(
                db => db.UseModuleSqlite(Path.Combine(options.DataDirectory, module + ".db")));
        }
        else
        {
            builder.Services.AddDbContextPool<TContext, TPostgres>(db => db.UseModulePostgres(options.ConnectionString!, module));
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
        // The in-memory relay reads the outbox in the order of its sequence, in which only one writer at a time also commits.
        var oneAtATime = options.UseSqlite || BusOptions.For(builder.Configuration).IsInMemory;
        builder.Services.AddSingleton(_ => new WriteGate<TContext>(oneAtATime));
        builder.Services.AddSingleton<OutboxSignal<TContext>>();
        builder.Services.AddSingleton(services => new Transactions<TContext>(
            services.GetRequiredService<IServiceScopeFactory>(),
            services.GetRequiredService<WriteGate<TContext>>(),
            services.GetRequiredService<OutboxSignal<TContext>>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton(services => new PostgresTransactions<TContext>(
            options.UseSqlite ? null : options.ConnectionString,
            module,
            services.GetRequiredService<WriteGate<TContext>>(),
            services.GetRequiredService<OutboxSignal<TContext>>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IdempotentTransactions<TContext>>();
        builder.Services.AddSingleton<IModuleSetup>(services =>
            new MigrateDatabase<TContext>(module, services.GetRequiredService<IServiceScopeFactory>()));
    }

    /// <summary>SQLite as every module uses it; also for design-time factories.</summary>
    public static DbContextOptionsBuilder UseModuleSqlite(this DbContextOptionsBuilder options, string path) =>
        options.UseSqlite($"Data Source={path}").UseSnakeCaseNamingConvention().ConfigureWarnings(LogFailuresQuietly);

    /// <summary>PostgreSQL as every module uses it; also for design-time factories.</summary>
    public static DbContextOptionsBuilder UseModulePostgres(this DbContextOptionsBuilder options, string connectionString, string module) =>
        options
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("__migrations", module))
            .UseSnakeCaseNamingConvention()
            .ConfigureWarnings(LogFailuresQuietly);

    /// <summary>A failure is also thrown. Most are races that were lost and are run again; whoever gives up says so.</summary>
    private static void LogFailuresQuietly(WarningsConfigurationBuilder warnings) => warnings.Log(
        (CoreEventId.SaveChangesFailed, LogLevel.Debug),
        (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
        (RelationalEventId.CommandError, LogLevel.Debug));
}
