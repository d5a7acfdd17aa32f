using Npgsql;

namespace Delivery.Messaging.Persistence;

/// <summary>
/// Connections that run the same few statements again and again, of which each finds its rows by their keys. They are planned once, and for
/// tables of any size, also for one that was empty when it was planned: planning them anew would cost more than running them.
/// </summary>
public static class PreparedConnections
{
    private const string PlanOnce =
        "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    /// <summary>The settings of such connections.</summary>
    public static NpgsqlConnectionStringBuilder SettingsFor(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 100, AutoPrepareMinUsages = 2 };
        settings.Options = $"{settings.Options} {PlanOnce}".Trim();
        return settings;
    }
}
