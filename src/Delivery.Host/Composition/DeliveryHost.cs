using Delivery.Gateway;
using Delivery.Host.Board;
using Delivery.Host.CommandLine;
using Delivery.Host.Sandbox;
using Delivery.Host.Startup;
using Delivery.Identity;
using Delivery.Messaging.Bus;
using Delivery.Messaging.DeadLetters;
using Delivery.Messaging.Persistence;
using Delivery.Orchestrator;
using Delivery.ServiceDefaults;
using Delivery.ServiceDefaults.Modules;
using Delivery.Workflows.Api;

namespace Delivery.Host.Composition;

/// <summary>A process composed of modules.</summary>
internal sealed class DeliveryHost : IAsyncDisposable
{
    private const string DefaultUrl = "http://localhost:8080";
    private readonly DataDirectoryLock? _lock;

    private DeliveryHost(WebApplication app, IReadOnlyList<IModule> modules, DataDirectoryLock? dataLock)
    {
        App = app;
        Modules = modules;
        _lock = dataLock;
    }

    public WebApplication App { get; }

    public IReadOnlyList<IModule> Modules { get; }

    public bool IsDemo => App.Configuration[Profiles.Setting] == Profiles.Demo;

    /// <summary>Composes the process; nothing runs yet.</summary>
    /// <exception cref="UsageException">The modules cannot run like this.</exception>
    public static DeliveryHost Build(HostArguments arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(HostSettings.From(arguments));
        var isDemo = builder.Configuration[Profiles.Setting] == Profiles.Demo;
        var modules = ModuleCatalog.Select(arguments.Modules, isDemo);
        Check(builder.Configuration, modules);
        var dataLock = LockData(builder.Configuration, modules);
        try
        {
            return new DeliveryHost(Compose(builder, modules, isDemo), modules, dataLock);
        }
        catch
        {
            dataLock?.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _lock?.Dispose();
    }

    private static WebApplication Compose(WebApplicationBuilder builder, IReadOnlyList<IModule> modules, bool isDemo)
    {
        builder.WebHost.UseUrls(builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultUrl);
        builder.AddServiceDefaults();
        if (isDemo && modules.Any(module => module.Name == Contracts.Modules.Payments))
        {
            builder.AddPaymentSandbox();
        }

        foreach (var module in modules)
        {
            module.AddServices(builder);
        }

        if (HasWorkflows(modules))
        {
            builder.Services.AddWorkflowApi();
        }

        if (ModuleCatalog.IsPart(modules))
        {
            builder.AddKnownModules(ModuleCatalog.Others(modules));
        }

        var app = builder.Build();
        app.UseServiceDefaults();
        foreach (var module in modules)
        {
            module.MapEndpoints(app);
        }

        AboutEndpoint.Map(app, modules);
        app.MapDeadLetters();
        if (modules.Any(module => module.Name is Contracts.Modules.Status or GatewayModule.ModuleName))
        {
            BoardEndpoints.Map(app);
        }

        if (HasWorkflows(modules))
        {
            app.MapWorkflowApi();
        }

        return app;
    }

    /// <summary>The Studio's API reads and runs workflows in the process that has them.</summary>
    private static bool HasWorkflows(IReadOnlyList<IModule> modules) => modules.Any(module => module is OrchestratorModule);

    private static void Check(ConfigurationManager configuration, IReadOnlyList<IModule> modules)
    {
        if (ModuleCatalog.IsPart(modules) && string.IsNullOrWhiteSpace(configuration["Bus:RabbitMq"]))
        {
            throw new UsageException(
                "The in-memory bus carries messages within one process only. Give --rabbitmq URI to start a part of the modules, or start them all.");
        }

        if (!modules.Any(module => module is IdentityModule) && string.IsNullOrWhiteSpace(configuration["Authentication:Authority"]))
        {
            throw new UsageException(
                "Nobody would be able to sign in: set Authentication:Authority to your OpenID Connect issuer, "
                + $"or set {Profiles.Setting}={Profiles.Demo} to start the development issuer.");
        }
    }

    private static DataDirectoryLock? LockData(ConfigurationManager configuration, IReadOnlyList<IModule> modules)
    {
        var database = DatabaseOptions.For(configuration, "Delivery");
        return database.UseSqlite && ModuleCatalog.HasData(modules) ? DataDirectoryLock.Take(database.DataDirectory) : null;
    }
}
