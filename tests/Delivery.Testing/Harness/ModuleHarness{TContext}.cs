using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Bus;
using Delivery.Messaging.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Delivery.Testing.Harness;

/// <summary>
/// One module alone: its services, tables and routes on a temporary SQLite file, with a clock that stands still and without a bus. Messages are
/// handed to it one at a time, and what it sends stays in its outbox to be looked at.
/// </summary>
public sealed class ModuleHarness<TContext> : IAsyncDisposable
    where TContext : ModuleDbContext
{
    private readonly WebApplication _app;
    private readonly TemporaryDirectory? _directory;
    private readonly string _module;

    internal ModuleHarness(WebApplication app, string module, FakeTimeProvider time, TemporaryDirectory? directory)
    {
        _app = app;
        _module = module;
        _directory = directory;
        Time = time;
    }

    /// <summary>The clock: it moves when the test moves it.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Everything the module has sent and published, in order.</summary>
    public IReadOnlyList<IMessage> Sent
    {
        get
        {
            using var scope = Services.CreateScope();
            var rows = scope.ServiceProvider.GetRequiredService<TContext>().Outbox.AsNoTracking().OrderBy(row => row.Sequence).ToList();
            return [.. rows.Select(row => row.ToMessage())];
        }
    }

    /// <summary>Those of the sent messages that are of one type.</summary>
    public IReadOnlyList<TMessage> SentOf<TMessage>()
        where TMessage : IMessage =>
        [.. Sent.OfType<TMessage>()];

    /// <summary>The W3C trace contexts under which messages of one type were sent.</summary>
    public Task<List<string?>> TracesOfAsync<TMessage>()
        where TMessage : IMessage
    {
        var type = MessageTypes.NameOf(typeof(TMessage));
        return QueryAsync(db => db.Outbox.Where(row => row.MessageType == type).Select(row => row.TraceParent).ToListAsync());
    }

    /// <summary>Forgets what was sent so far.</summary>
    public Task ClearSentAsync() => QueryAsync(db => db.Outbox.ExecuteDeleteAsync());

    /// <summary>
    /// Hands a message to the module as its endpoint would, once: what the handlers throw comes out here. False when a message with this id was
    /// handled before.
    /// </summary>
    public Task<bool> HandleAsync(IMessage message, Guid? messageId = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        var processor = Services.GetRequiredService<Subscriptions<TContext>>().Find(message.GetType())
            ?? throw new InvalidOperationException($"{_module} does not listen to {MessageTypes.NameOf(message.GetType())}.");
        var received = new ReceivedMessage(_module, messageId ?? Guid.CreateVersion7(), message);
        return processor.ProcessAsync(received, Services, CancellationToken.None);
    }

    /// <summary>Delivers a message as the bus would, under an id of its own, to all endpoints of the host that listen to it.</summary>
    public async Task DeliverAsync(IMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var type = message.GetType();
        var envelope = new Envelope
        {
            Id = Guid.CreateVersion7(),
            Type = MessageTypes.NameOf(type),
            Body = JsonSerializer.Serialize(message, type, MessageJson.Options),
        };
        foreach (var endpoint in Services.GetServices<ModuleEndpoint>().Where(endpoint => endpoint.MessageTypes.Contains(type)))
        {
            await endpoint.ReceiveAsync(envelope, CancellationToken.None);
        }
    }

    /// <summary>Runs work in a transaction of the module.</summary>
    public Task RunAsync(Func<ModuleTransaction<TContext>, Task> work) =>
        Services.GetRequiredService<Transactions<TContext>>().RunAsync((transaction, _) => work(transaction), CancellationToken.None);

    /// <summary>Reads the module's tables on a fresh context.</summary>
    public async Task<TResult> QueryAsync<TResult>(Func<TContext, Task<TResult>> query)
    {
        ArgumentNullException.ThrowIfNull(query);
        await using var scope = Services.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<TContext>());
    }

    /// <summary>A client of the module's routes; without a role it has no token.</summary>
    /// <param name="role">One of <see cref="ServiceDefaults.Authorization.Roles"/>.</param>
    /// <param name="subject">Who, for example <c>customer-1</c>.</param>
    public HttpClient CreateClient(string? role = null, string? subject = null)
    {
        // A stream that a test leaves has no end: waiting for it to drain would take two seconds each time.
        var handler = new SocketsHttpHandler { ResponseDrainTimeout = TimeSpan.Zero };
        var client = new HttpClient(handler) { BaseAddress = new Uri(_app.Urls.First()) };
        if (role is not null)
        {
            client.DefaultRequestHeaders.Add(TestAuthenticationHandler.RoleHeader, role);
            client.DefaultRequestHeaders.Add(TestAuthenticationHandler.SubjectHeader, subject ?? role + "-1");
        }

        return client;
    }

    /// <summary>Stops the module and deletes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory?.Dispose();
    }
}
