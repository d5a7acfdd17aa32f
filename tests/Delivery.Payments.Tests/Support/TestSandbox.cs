using System.Net.Http.Json;
using System.Text.Json;
using Delivery.PaymentSandbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;

namespace Delivery.Payments.Tests.Support;

/// <summary>The real sandbox on a port and a database of its own, in this process.</summary>
internal sealed class TestSandbox : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory;
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private TestSandbox(TemporaryDirectory directory, WebApplication app)
    {
        (_directory, _app) = (directory, app);
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public string Url => _app.Urls.First();

    public IReadOnlyList<KeyValuePair<string, string?>> Settings =>
    [
        new("Payments:ProviderUrl", Url),
        new("Payments:AttemptTimeout", "00:00:00.5"),
        new("Payments:RetryDelay", "00:00:00.01"),
        new("Payments:Retries", "1"),
        new("Payments:Backoff", "00:00:00.05"),
        new("Payments:SweepInterval", "00:00:00.05"),
        new("Payments:LateEffectWindow", "00:00:00.5"),
    ];

    public static async Task<TestSandbox> StartAsync()
    {
        var directory = new TemporaryDirectory();
        var app = SandboxApplication.Build(["--urls", "http://127.0.0.1:0", "--data", directory.Path]);
        await app.StartAsync();
        return new TestSandbox(directory, app);
    }

    public async Task OutageAsync(string mode, double seconds = 60) =>
        (await _client.PostAsJsonAsync("/admin/outage", new { mode, seconds })).EnsureSuccessStatusCode();

    public async Task HealAsync() => (await _client.PostAsync("/admin/heal", content: null)).EnsureSuccessStatusCode();

    /// <summary>Until disposed, what has begun does not take effect: its caller gives up, and it is done later.</summary>
    public async Task<IAsyncDisposable> HoldEffectsAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "payment-sandbox.db")};Pooling=False");
        await connection.OpenAsync();
        connection.BeginTransaction(deferred: false);
        return connection;
    }

    public async Task<SandboxBooks> BooksAsync(string orderId) =>
        (await _client.GetFromJsonAsync<SandboxBooks>($"/ledger/orders/{orderId}", JsonSerializerOptions.Web)).ShouldNotBeNull();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }
}
