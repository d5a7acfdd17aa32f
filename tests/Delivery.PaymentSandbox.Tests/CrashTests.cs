using Delivery.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace Delivery.PaymentSandbox.Tests;

/// <summary>The real process, killed.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task Authorize_KilledBetweenEffectAndAnswer_AnswersTheSameKeyOnce()
    {
        using var directory = new TemporaryDirectory();
        string id;
        await using (var first = await SandboxProcess.StartAsync(directory.Path))
        {
            using var client = new SandboxClient(first.Url);
            var lost = client.AuthorizeAsync("key", "ord_1", "tok_timeout");
            await Eventually.TrueAsync(async () => (await client.BooksAsync("ord_1")).Authorized > 0, "the effect");
            var known = await client.GetAsync("v1/authorizations?reference=ord_1");
            id = known.GetProperty("items")[0].GetProperty("id").GetString()!;

            await first.KillAsync();

            await Should.ThrowAsync<HttpRequestException>(() => lost);
        }

        await using var second = await SandboxProcess.StartAsync(directory.Path);
        using var again = new SandboxClient(second.Url);

        (await SandboxFixture.ReadAsync(await again.AuthorizeAsync("key", "ord_1", "tok_timeout"))).Id.ShouldBe(id);
        (await again.BooksAsync("ord_1")).ShouldBe(new Books(10_000, 0, 0, 0, Open: true));
    }

    [Fact]
    public async Task Ledger_ChangedByHand_RefusesIt()
    {
        using var directory = new TemporaryDirectory();
        await using var sandbox = await SandboxProcess.StartAsync(directory.Path);
        using var client = new SandboxClient(sandbox.Url);
        await client.AuthorizeAsync("key", "ord_1");
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "payment-sandbox.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();

        command.CommandText = "UPDATE entries SET amount = 0";
        Should.Throw<SqliteException>(() => command.ExecuteNonQuery()).Message.ShouldContain("only grows");
        command.CommandText = "DELETE FROM entries";
        Should.Throw<SqliteException>(() => command.ExecuteNonQuery()).Message.ShouldContain("only grows");
    }
}
