using Microsoft.Extensions.Hosting;

namespace Delivery.Testing.Harness;

/// <summary>What a test changes about the host of its module.</summary>
public sealed class ModuleHarnessOptions
{
    /// <summary>Configuration by key. The harness itself sets <c>Data:Directory</c> and <c>Profile</c> = <c>demo</c>.</summary>
    public Dictionary<string, string?> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Registers services after the module's own, and so replaces them.</summary>
    public Action<IHostApplicationBuilder>? Configure { get; set; }

    /// <summary>Starts the module's hosted services too. Off by default, so that a test calls what it wants to run. The bus never runs.</summary>
    public bool RunHostedServices { get; set; }

    /// <summary>Keeps the database in this directory, for tests of a restart. Null for a new one.</summary>
    public string? DataDirectory { get; set; }
}
