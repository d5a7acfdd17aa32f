using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace Delivery.PaymentSandbox.Tests;

/// <summary>A sandbox in this process, with calls that hang for as long as anybody waits.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private WebApplication _app = null!;

    internal SandboxClient Client { get; private set; } = null!;

    public static async Task<(string Id, string? CaptureId)> ReadAsync(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("id").GetString()!, body.GetProperty("captureId").GetString());
    }

    public async ValueTask InitializeAsync()
    {
        _app = SandboxApplication.Build(["--urls", "http://127.0.0.1:0", "--data", _directory.Path, "--hang-seconds", "60"]);
        await _app.StartAsync();
        Client = new SandboxClient(new Uri(_app.Urls.First()));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }
}
