using System.Text.Json;
using Delivery.Contracts;
using Delivery.Messaging;
using Delivery.Messaging.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Delivery.Testing.Api;

/// <summary>
/// One module behind Kestrel on an empty database, without a bus and without its background services: a test hands it messages and looks at
/// what it would send. Callers are whoever the test says.
/// </summary>
public sealed class ModuleApi<TContext> : IAsyncDisposable
    where TContext : ModuleDbContext
{
    private readonly WebApplication _app;
    private readonly string? _connectionString;
    private readonly string _directory;

    internal ModuleApi(WebApplication app, string directory, string? connectionString)
    {
        _app = app;
        _directory = directory;
        _connectionString = connectionString;
    }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _app.Services;

    private Transactions<TContext> Transactions => Services.GetRequiredService<Transactions<TContext>>();

    /// <summary>A client that nobody has signed in.</summary>
    public HttpClient Anonymous() => new() { BaseAddress = new Uri(_app.Urls.Single()) };

    /// <summary>A client of that user.</summary>
    public HttpClient As(string role, string subject)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Add(TestAuthentication.Header, $"{role}:{subject}");
        return client;
    }

    /// <summary>Handles a message in a transaction, as the bus would.</summary>
    public Task HandleAsync<TMessage>(TMessage message)
        where TMessage : class, IMessage =>
        Transactions.RunAsync(
            async (transaction, services, token) =>
            {
                await services.GetRequiredService<IMessageHandler<TMessage, TContext>>().HandleAsync(message, transaction, token);
                return true;
            },
            CancellationToken.None);

    /// <summary>Reads or changes the module's tables in a transaction.</summary>
    public Task<TResult> QueryAsync<TResult>(Func<TContext, Task<TResult>> query) =>
        Transactions.RunAsync((transaction, _) => query(transaction.Db), CancellationToken.None);

    /// <summary>The messages in the outbox, in order: commands and events alike.</summary>
    public async Task<IReadOnlyList<IMessage>> SentAsync()
    {
        var rows = await QueryAsync(db => db.Outbox.AsNoTracking().OrderBy(row => row.Sequence).ToListAsync());
        return [.. rows.Select(row => (IMessage)JsonSerializer.Deserialize(
            row.Body, MessageTypes.Find(row.MessageType)!, MessageJson.Options)!)];
    }

    /// <summary>The messages of one kind about one order.</summary>
    public async Task<IReadOnlyList<TMessage>> SentAsync<TMessage>(string orderId)
        where TMessage : class, IOrderMessage =>
        [.. (await SentAsync()).OfType<TMessage>().Where(message => message.OrderId == orderId)];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
        if (_connectionString is not null)
        {
            await TestServers.DropPostgresDatabaseAsync(_connectionString);
        }
    }
}
