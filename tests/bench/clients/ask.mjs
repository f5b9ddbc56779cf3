// One question with the official JavaScript client: node ask.mjs PACKAGE_FOLDER URL PROMPT. Prints the reply as it grows.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, url, prompt] = process.argv.slice(2);
const { Client } = await import(pathToFileURL(createRequire(`${folder}/`).resolve("@gradio/client")));
const client = await Client.connect(url, { events: ["data", "status"] });
let printed = 0;
for await (const message of client.submit("/chat", [prompt])) {
	if (message.type === "data") {
		process.stdout.write(message.data[0].slice(printed));
		printed = message.data[0].length;
	} else if (message.type === "status" && message.stage === "error") {
		console.error(message.message);
		process.exit(1);
	}
}
process.exit(0); // the client keeps a stream open, which would keep the process
