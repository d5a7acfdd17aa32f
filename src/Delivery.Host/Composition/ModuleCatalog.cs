using Delivery.Gateway;
using Delivery.Host.CommandLine;
using Delivery.Identity;
using Delivery.Notifications;
using Delivery.Orchestrator;
using Delivery.Orders;
using Delivery.Payments;
using Delivery.Riders;
using Delivery.ServiceDefaults.Modules;
using Delivery.Status;
using Delivery.Stores;

namespace Delivery.Host.Composition;

/// <summary>The modules that this binary can host.</summary>
internal static class ModuleCatalog
{
    private static readonly string[] NotOnTheBus = [Contracts.Modules.Identity, GatewayModule.ModuleName];

    private static IModule[] All =>
    [
        new IdentityModule(),
        new NotificationsModule(),
        new OrchestratorModule(),
        new OrdersModule(),
        new PaymentsModule(),
        new RidersModule(),
        new StatusModule(),
        new StoresModule(),
        new GatewayModule(),
    ];

    /// <summary>Those asked for; by default all but the gateway, and the issuer in the demo profile only.</summary>
    /// <exception cref="UsageException">A name is unknown.</exception>
    public static IReadOnlyList<IModule> Select(IReadOnlyList<string>? names, bool isDemo)
    {
        var all = All;
        if (names is null)
        {
            return [.. all.Where(module => module is not GatewayModule && (isDemo || module is not IdentityModule))];
        }

        var unknown = names.Except(all.Select(module => module.Name)).ToList();
        return unknown.Count == 0 && names.Count > 0
            ? [.. all.Where(module => names.Contains(module.Name))]
            : throw new UsageException(
                $"There is no module '{string.Join("', '", unknown)}'. Modules: {string.Join(", ", all.Select(module => module.Name))}.");
    }

    /// <summary>True when the modules talk to others that are not among them.</summary>
    public static bool IsPart(IReadOnlyList<IModule> modules)
    {
        var here = OnTheBus(modules);
        return here > 0 && here < OnTheBus(All);
    }

    /// <summary>The modules that run in other processes and exchange messages with these.</summary>
    public static IEnumerable<IModule> Others(IReadOnlyList<IModule> modules) =>
        All.Where(module => !NotOnTheBus.Contains(module.Name) && modules.All(here => here.Name != module.Name));

    /// <summary>True when any of them keeps data and exchanges messages.</summary>
    public static bool HasData(IReadOnlyList<IModule> modules) => OnTheBus(modules) > 0;

    private static int OnTheBus(IReadOnlyList<IModule> modules) => modules.Count(module => !NotOnTheBus.Contains(module.Name));
}
