namespace Delivery.ServiceDefaults.Modules;

/// <summary>Work that a module needs done once before it serves: migrations, then seed data. Safe to run again and beside running replicas.</summary>
public interface IModuleSetup
{
    /// <summary>Smaller runs first: 0 for migrations, 10 for seed data.</summary>
    int Order { get; }

    /// <summary>What is done, for the log, for example "migrate stores".</summary>
    string Description { get; }

    /// <summary>Does it.</summary>
    Task RunAsync(CancellationToken cancellationToken);
}
