using System.Diagnostics;
using Delivery.Contracts;
using Delivery.Contracts.Payments;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Api;
using Delivery.Payments.Handlers;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;
using Delivery.Payments.Provider;
using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
#if FAILPOINTS
using Delivery.Messaging.Failpoints;
#endif

namespace Delivery.Payments;

/// <summary>Authorizes, captures, voids and refunds through a payment provider, and keeps the books.</summary>
public sealed class PaymentsModule : IModule
{
    internal static readonly ActivitySource Activities = new("Delivery.Payments");

    /// <inheritdoc />
    public string Name => Modules.Payments;

    /// <inheritdoc />
    public void AddServices(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddModuleDatabase<PaymentsDbContext, PaymentsSqliteDbContext, PaymentsPostgresDbContext>(Modules.Payments);
        builder.AddModuleMessaging<PaymentsDbContext>(Modules.Payments, messaging => messaging
            .Handle<SubmitPaymentMethod, SubmitPaymentMethodHandler>()
            .Handle<AuthorizePayment, AuthorizePaymentHandler>()
            .Handle<CapturePayment, CapturePaymentHandler>()
            .Handle<RevokePayment, RevokePaymentHandler>()
            .Handle<SettleOrder, SettleOrderHandler>());
        var services = builder.Services;
        services.AddOptions<PaymentsOptions>()
            .BindConfiguration(PaymentsOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<ProviderCircuit>();
        services.AddSingleton<ProviderPipeline>();
        services.AddSingleton<IPaymentProvider>(CreateProvider);
        services.AddSingleton<OperationSignal>();
        services.AddSingleton<OperationRunner>();
        services.AddSingleton<PayAgain>();
        services.AddHostedService<OperationWorker>();
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapPayments();

    private static IPaymentProvider CreateProvider(IServiceProvider services)
    {
        // A client of its own: the pipeline here must not be wrapped in the retries that other clients get by default.
        var address = services.GetRequiredService<IOptions<PaymentsOptions>>().Value.ProviderUrl;
        var client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var provider = new HttpPaymentProvider(
            client,
            services.GetRequiredService<ProviderPipeline>(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<HttpPaymentProvider>>());
#if FAILPOINTS
        if (Sabotage.IsOn(SabotageNames.CaptureTwice))
        {
            return new CaptureTwice(provider);
        }
#endif
        return provider;
    }
}
