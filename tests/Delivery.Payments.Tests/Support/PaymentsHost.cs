using Delivery.Contracts;
using Delivery.Payments.Ledger;
using Delivery.Payments.Lifecycle;
using Delivery.Payments.Operations;
using Delivery.Payments.Persistence;
using Delivery.Payments.Provider;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.Payments.Tests.Support;

/// <summary>The module on a database of its own. Operations are performed when a test says so, or by the worker that it starts.</summary>
internal sealed class PaymentsHost : IAsyncDisposable
{
    /// <summary>A circuit that opens soon, and stays open however far the test's clock runs meanwhile.</summary>
    private static readonly KeyValuePair<string, string?>[] FakeProviderSettings =
    [
        new("Payments:BreakerMinimumCalls", "2"),
        new("Payments:BreakDuration", "00:10:00"),
        new("Payments:RetryDelay", "00:00:00.001"),
    ];

    private readonly ModuleHarness<PaymentsDbContext> _harness;
    private readonly PostgresDatabase? _postgres;
    private OperationWorker? _worker;

    private PaymentsHost(ModuleHarness<PaymentsDbContext> harness, PostgresDatabase? postgres) => (_harness, _postgres) = (harness, postgres);

    public FakeTimeProvider Time => _harness.Time;

    public OperationRunner Runner => _harness.Services.GetRequiredService<OperationRunner>();

    public ProviderPipeline Pipeline => _harness.Services.GetRequiredService<ProviderPipeline>();

    public ProviderCircuit Circuit => _harness.Services.GetRequiredService<ProviderCircuit>();

    /// <summary>With a provider of the test's own, on a clock that stands still.</summary>
    public static Task<PaymentsHost> StartAsync(IPaymentProvider provider, TestDatabase database = TestDatabase.Sqlite) =>
        StartAsync(database, FakeProviderSettings, builder => builder.Services.AddSingleton(provider));

    /// <summary>With the real sandbox and the real time.</summary>
    public static Task<PaymentsHost> StartAsync(
        IEnumerable<KeyValuePair<string, string?>> settings,
        TestDatabase database = TestDatabase.Sqlite,
        Action<IServiceCollection>? configure = null) =>
        StartAsync(database, settings, builder =>
        {
            builder.Services.AddSingleton(TimeProvider.System);
            configure?.Invoke(builder.Services);
        });

    public async Task StartWorkerAsync()
    {
        _worker = ActivatorUtilities.CreateInstance<OperationWorker>(_harness.Services);
        await _worker.StartAsync(CancellationToken.None);
    }

    public Task<bool> HandleAsync(IMessage message, Guid? messageId = null) => _harness.HandleAsync(message, messageId);

    public HttpClient CreateClient(string role, string subject) => _harness.CreateClient(role, subject);

    public Task<List<ClaimedOperation>> ClaimAsync(bool deferred = false) =>
        Runner.ClaimAsync(deferred, Circuit.RecoveredAt, limit: 100, CancellationToken.None);

    /// <summary>Performs what is due, until nothing is.</summary>
    public async Task PerformDueAsync()
    {
        while (true)
        {
            var claimed = await ClaimAsync();
            claimed.AddRange(await ClaimAsync(deferred: true));
            if (claimed.Count == 0)
            {
                return;
            }

            await Task.WhenAll(claimed.Select(operation => Runner.RunAsync(operation, CancellationToken.None)));
        }
    }

    /// <summary>Lets calls fail until the circuit opens.</summary>
    public async Task OpenCircuitAsync()
    {
        var failing = Pipeline
            .ExecuteAsync(_ => ValueTask.FromResult(new ProviderReply(500, Body: null, RetryAfter: null)), CancellationToken.None)
            .AsTask();
        while (!failing.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await failing.ContinueWith(_ => { }, TaskScheduler.Default);
        Circuit.IsClosed.ShouldBeFalse();
    }

    public Task<Payment> PaymentAsync(string orderId) => _harness.QueryAsync(
        db => db.Payments.AsNoTracking().Include(payment => payment.Operation).SingleAsync(payment => payment.OrderId == orderId));

    public Task<List<LedgerEntry>> LedgerAsync(string orderId) => _harness.QueryAsync(
        db => db.LedgerEntries.AsNoTracking().Where(entry => entry.OrderId == orderId).OrderBy(entry => entry.Id).ToListAsync());

    /// <summary>The trace contexts under which events of one kind were sent.</summary>
    public Task<List<string?>> TracesOfAsync<TEvent>()
        where TEvent : IOrderEvent => _harness.TracesOfAsync<TEvent>();

    /// <summary>What was sent about an order, oldest first.</summary>
    public IReadOnlyList<IOrderEvent> Sent(string orderId) =>
        [.. _harness.SentOf<IOrderEvent>().Where(sent => sent.OrderId == orderId)];

    /// <summary>The one event of a kind that was sent about an order.</summary>
    public TEvent SentOnce<TEvent>(string orderId)
        where TEvent : IOrderEvent => Sent(orderId).OfType<TEvent>().ShouldHaveSingleItem();

    /// <summary>Waits until the order's payment is as wanted.</summary>
    public async Task<Payment> WaitForAsync(string orderId, Func<Payment, bool> condition)
    {
        Payment? payment = null;
        await Eventually.TrueAsync(async () => condition(payment = await PaymentAsync(orderId)), $"payment of {orderId}");
        return payment!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_worker is not null)
        {
            await _worker.StopAsync(CancellationToken.None);
        }

        await _harness.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private static async Task<PaymentsHost> StartAsync(
        TestDatabase database, IEnumerable<KeyValuePair<string, string?>> settings, Action<IHostApplicationBuilder> configure)
    {
        var postgres = database == TestDatabase.Postgres ? await PostgresDatabase.CreateAsync() : null;
        var harness = await ModuleHarness.StartAsync<PaymentsDbContext>(new PaymentsModule(), options =>
        {
            options.Settings["ConnectionStrings:Delivery"] = postgres?.ConnectionString;
            foreach (var (key, value) in settings)
            {
                options.Settings[key] = value;
            }

            options.Configure = configure;
        });
        return new PaymentsHost(harness, postgres);
    }
}
