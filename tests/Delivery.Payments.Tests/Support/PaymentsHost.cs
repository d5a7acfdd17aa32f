using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Delivery.Payments.Ledger;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;
using Delivery.Payments.Provider;
using Delivery.ServiceDefaults.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Delivery.Payments.Tests.Support;

/// <summary>The module on a database of its own, without a bus: messages are handled when a test says so, and stay in the outbox.</summary>
internal sealed class PaymentsHost : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly WebApplication _app;
    private OperationWorker? _worker;

    private PaymentsHost(TestDatabase database, WebApplication app) => (_database, _app) = (database, app);

    public IServiceProvider Services => _app.Services;

    public OperationRunner Runner => Services.GetRequiredService<OperationRunner>();

    public ProviderCircuit Circuit => Services.GetRequiredService<ProviderCircuit>();

    public static async Task<PaymentsHost> StartAsync(
        TestDatabase? database = null,
        IPaymentProvider? provider = null,
        TimeProvider? timeProvider = null,
        IEnumerable<KeyValuePair<string, string?>>? settings = null,
        Action<IServiceCollection>? configure = null)
    {
        database ??= TestDatabase.Sqlite();
        await database.CreateAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(database.Settings);
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        if (timeProvider is not null)
        {
            builder.Services.AddSingleton(timeProvider);
        }

        new PaymentsModule().AddServices(builder);
        if (provider is not null)
        {
            builder.Services.AddSingleton(provider);
        }

        configure?.Invoke(builder.Services);
        var host = new PaymentsHost(database, builder.Build());
        foreach (var setup in host.Services.GetServices<IModuleSetup>().OrderBy(setup => setup.Order))
        {
            await setup.RunAsync(CancellationToken.None);
        }

        return host;
    }

    public async Task StartWorkerAsync()
    {
        _worker = Services.GetServices<IHostedService>().OfType<OperationWorker>().Single();
        await _worker.StartAsync(CancellationToken.None);
    }

    /// <summary>Handles a message as the bus would.</summary>
    public async Task HandleAsync<TMessage>(TMessage message)
        where TMessage : class, IMessage
    {
        await using var scope = Services.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetRequiredService<IMessageHandler<TMessage, PaymentsDbContext>>();
        await Services.GetRequiredService<Transactions<PaymentsDbContext>>().RunAsync(
            (transaction, token) => handler.HandleAsync(message, transaction, token), CancellationToken.None);
    }

    /// <summary>Performs what is due, until nothing is.</summary>
    public async Task PerformDueAsync()
    {
        while (true)
        {
            var claimed = await Runner.ClaimAsync(deferred: false, Circuit.RecoveredAt, limit: 100, CancellationToken.None);
            claimed.AddRange(await Runner.ClaimAsync(deferred: true, Circuit.RecoveredAt, limit: 100, CancellationToken.None));
            if (claimed.Count == 0)
            {
                return;
            }

            await Task.WhenAll(claimed.Select(operation => Runner.RunAsync(operation, CancellationToken.None)));
        }
    }

    public Task<Payment> PaymentAsync(string orderId) => QueryAsync(
        db => db.Payments.AsNoTracking().Include(payment => payment.Operation).SingleAsync(payment => payment.OrderId == orderId));

    public Task<List<LedgerEntry>> LedgerAsync(string orderId) => QueryAsync(
        db => db.LedgerEntries.AsNoTracking().Where(entry => entry.OrderId == orderId).OrderBy(entry => entry.Id).ToListAsync());

    /// <summary>What was sent, oldest first.</summary>
    public Task<List<SentMessage>> SentAsync() => QueryAsync(db =>
    {
        var rows = db.Database.IsNpgsql()
            ? db.Database.SqlQuery<SentMessage>($"SELECT message_type AS type, body FROM payments.outbox_messages ORDER BY sequence")
            : db.Database.SqlQuery<SentMessage>($"SELECT message_type AS type, body FROM outbox_messages ORDER BY sequence");
        return rows.ToListAsync();
    });

    public async Task<List<TMessage>> SentAsync<TMessage>()
        where TMessage : class, IMessage => [.. (await SentAsync()).Where(sent => sent.Is<TMessage>()).Select(sent => sent.As<TMessage>())];

    public async Task<TResult> QueryAsync<TResult>(Func<PaymentsDbContext, Task<TResult>> query)
    {
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<PaymentsDbContext>());
    }

    /// <summary>Waits until the order's payment is as wanted.</summary>
    public async Task<Payment> WaitForAsync(string orderId, Func<Payment, bool> condition)
    {
        Payment? payment = null;
        await Eventually.TrueAsync(
            async () =>
            {
                payment = await PaymentAsync(orderId);
                return condition(payment);
            },
            () => $"the payment is {payment?.State} with {payment?.Operation?.Kind}");
        return payment!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(CancellationToken.None);
        }

        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }
}
