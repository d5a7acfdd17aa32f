namespace Delivery.Host.Commands;

internal static class HelpCommand
{
    private const string Text = """
        ./run                     everything in one process: SQLite under .data/, in-memory bus, development identity, payment sandbox
          --urls URL              the address to listen on (default http://localhost:8080)
          --data DIR              the folder of the databases, the issuer's key and the sandbox (default .data)
          --postgres CONNECTION   PostgreSQL instead of SQLite (or ConnectionStrings__Delivery in the environment)
          --rabbitmq URI          RabbitMQ instead of the in-memory bus (or Bus__RabbitMq in the environment)
          --modules a,b           only these modules; several processes need --rabbitmq
          --migrate               bring the databases up to date and exit
          --set KEY=VALUE         any setting, for example --set Timeouts:storeAnswer=00:01:00; may be repeated
        ./run token --role customer|owner|rider|operator|analyst|viewer [--subject ID] [--data DIR]
                                  print a development token
        ./run workflows status    how the files under workflows/ and what is published compare
        ./run workflows export    bring what is published into the files, for git
          --directory DIR         where the files are (default workflows)
          --overwrite             also where the file has changed meanwhile
          --data DIR, --postgres CONNECTION  as above
        ./run simulate --orders 200 --concurrency 16 --seed 7 [--url URL]
                                  play orders and check the books; ./run simulate --help tells the rest
        """;

    public static int Run(TextWriter output)
    {
        output.WriteLine(Text);
        return 0;
    }
}
